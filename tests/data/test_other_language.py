"""What the lower rooms say is in the language in use, whole, and in no other once that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from plants import MINIMAL_COAL, plant, unit_data
from stack_tests import HEAD, plant_with, prior, rows
from stack_tests import read as table_of

from ipog import language, vocabulary
from ipog.batch.notebook import evaluate_table
from ipog.batch.rows import read_head
from ipog.batch.scenario_file import parse_scenario
from ipog.batch.sources import find_sources
from ipog.calibration import parse_tests, update
from ipog.coals import CannotRebase, rebase
from ipog.diagnostics import InputError
from ipog.evaluate import evaluate
from ipog.files import plant_data, read_plant, read_plant_text
from ipog.files.overlay import overlaid
from ipog.files.schema import plant_schema
from ipog.language import SOURCE, for_data, use
from ipog.limits import applicable, find, in_result_unit, limits
from ipog.plant import Plant
from ipog.quantities import QuantityError, convert, read_amount
from ipog.results import UnitResult

FOLDER = Path(__file__).parents[1] / "wrong_files"
OPEN, SHUT = "⟦", "⟧"


class Marks(NullTranslations):
    """A language whose words are the English ones between brackets."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{SHUT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Switches to the bracketed language."""
    monkeypatch.setattr(language, "GNUTranslations", lambda _opened: Marks())
    yield lambda: use("es")
    use(SOURCE)


def whole(text: str) -> bool:
    """Whether one pair of brackets holds all of a text."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == OPEN) - (sign == SHUT)
        if depth == 0:
            return place == len(text) - 1 and place > 0
    return False


def odd_plant() -> Plant:
    """A plant with much to assume and to warn of."""
    low = {
        "rank": "subbituminous",
        "share": "30 %",
        "trace": {"mercury": 3, "chlorine": 20_000},
        "proximate": {"basis": "air_dried", "volatile_matter": "30 %"},
        "heating_value": {"hhv": "24 MJ/kg", "basis": "dry"},
    }
    washed = MINIMAL_COAL | {"cleaning": {"process": "jig"}, "share": "70 %"}
    bare = {"rank": "bituminous", "trace": {"mercury": 0.1}}
    lent = {"coal": "za-kendal"}
    closed = bare | {
        "proximate": {"basis": "dry", "ash": 20, "volatile_matter": 25, "fixed_carbon": 55},
        "ultimate": {"basis": "dry", "ash": 22, "carbon": 50, "hydrogen": 4, "nitrogen": 1, "sulfur": 1,
                     "oxygen": 22},
    }  # fmt: skip
    hot = {"type": "wall", "loss_on_ignition": "6 %", "air_preheater_exit_temperature": "200 degC"}
    return plant(
        unit_data("sncr", "wet_fgd", coal_feed=[low, washed], share_basis="heat"),
        unit_data(
            {"type": "sorbent_injection", "rate": "25 lb/MMacf"},
            "esp_low_low_temperature",
            "wet_fgd",
            "wet_esp",
            "fixed_bed",
            coal_feed=[bare],
            boiler=hot,
        ),
        unit_data(coal_feed=[lent], boiler={"type": "circulating_fluidised_bed"}),
        unit_data(
            "circulating_dry_scrubber",
            "fabric_filter",
            coal_feed=[closed],
            targets=["eu-bref-2021-coal-existing-ge300", {"name": "own", "value": "2 ug/Nm3"}],
            gross_capacity=300,
        ),
        country="CN",
    )


def said(unit: UnitResult) -> list[str]:
    """All sentences of a result."""
    words = [item.reason for item in unit.assumptions] + [item.message for item in unit.warnings]
    return words + [target.basis for target in unit.targets if target.source is None]


def test_assumptions_and_warnings_of_a_result_are_in_the_language_whole(
    bracketed: Callable[[], None],
) -> None:
    bracketed()
    units = evaluate(odd_plant()).units
    words = [text for unit in units for text in said(unit)]
    assert [text for text in words if not whole(text)] == []
    assert len({warning.id for unit in units for warning in unit.warnings}) >= 14
    assert len(set(words)) >= 50


def test_another_language_leaves_nothing_behind(bracketed: Callable[[], None]) -> None:
    odd = odd_plant()
    english = evaluate(odd)
    bracketed()
    other = evaluate(odd)
    assert all(
        first != second
        for one, two in zip(english.units, other.units, strict=True)
        for first, second in zip(said(one), said(two), strict=True)
    )
    use(SOURCE)
    assert evaluate(odd) == english


def test_data_are_written_in_english_whatever_the_language(bracketed: Callable[[], None]) -> None:
    odd = odd_plant()
    english, schema = evaluate(odd), plant_schema()
    bracketed()
    with for_data():
        assert evaluate(odd) == english
    assert plant_schema() == schema
    assert [unit.name for unit in evaluate(odd).units] == [unit.name for unit in english.units]
    stages = [stage.label for unit in evaluate(odd).units for stage in unit.stages]
    assert stages == [stage.label for unit in english.units for stage in unit.stages]


def test_problems_of_wrong_files_are_in_the_language_whole(bracketed: Callable[[], None]) -> None:
    bracketed()
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        with pytest.raises(InputError) as caught:
            read_plant(path)
        found += list(caught.value.problems)
    assert [problem.message for problem in found if not whole(problem.message)] == []
    assert len({problem.id for problem in found}) > 25


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12,5 %",
        "1,200.5 %",
        "1 ton",
        "5 MJ/kg",
        "1.2.3 %",
        "5 % +- 2 K",
        "5..2 %",
        "- 5 %",
        "<5 %",
        "5-8 %",
    ],
)
def test_faults_of_quantities_are_in_the_language_whole(bracketed: Callable[[], None], text: str) -> None:
    bracketed()
    with pytest.raises(QuantityError) as caught:
        read_amount(text, "mass_fraction", "%")
    assert whole(str(caught.value))
    assert caught.value.allowed


@pytest.mark.parametrize(
    ("one", "other"), [("mg/kg", "lb/TBtu"), ("MW", "degC"), ("furlong", "MW"), ("tons", "t")]
)
def test_conversions_that_can_t_be_are_in_the_language_whole(
    bracketed: Callable[[], None], one: str, other: str
) -> None:
    bracketed()
    with pytest.raises(QuantityError) as caught:
        convert(1.0, one, other)
    assert whole(str(caught.value))


@pytest.mark.parametrize(("kind", "text"), [("rank", "hard coal"), ("boiler_type", "walll")])
def test_words_that_are_not_known_are_in_the_language_whole(
    bracketed: Callable[[], None], kind: str, text: str
) -> None:
    bracketed()
    with pytest.raises(vocabulary.UnknownWord) as caught:
        vocabulary.canonical(kind, text)
    assert whole(str(caught.value))
    assert vocabulary.label("rank", "lignite") == "⟦lignite⟧"
    assert vocabulary.english_label("rank", "lignite") == "lignite"
    assert vocabulary.canonical("rank", "brown coal") == "lignite"
    assert vocabulary.country_name("ZA") == "⟦South Africa⟧"


def test_reasons_of_limits_are_in_the_language_whole(bracketed: Callable[[], None]) -> None:
    bracketed()
    reasons = [
        reason
        for country, year in (("US", 1990), ("DE", None), ("CN", 2012))
        for limit in applicable(country, "lignite", 500.0, None, year)
        for reason in limit.reasons
    ]
    assert reasons
    assert all(map(whole, reasons))
    told = in_result_unit(next(limit for limit in limits().values() if limit.unit == "mg/Nm3"))
    assert told is not None
    assert told[2].startswith(OPEN)
    with pytest.raises(ValueError, match=OPEN):
        find("nowhere")


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD,
        "unit,kilo\n1,2\n",
        rows([4.0], location="roof"),
        rows([4.0], method="nose"),
        f"{HEAD}\n1,2\n",
    ],
)
def test_faults_of_stack_tests_are_in_the_language_whole(bracketed: Callable[[], None], text: str) -> None:
    bracketed()
    with pytest.raises(InputError) as caught:
        parse_tests(text, "tests.csv", plant_with())
    assert all(whole(problem.message) for problem in caught.value.problems)


def test_findings_on_stack_tests_are_in_the_language_whole(bracketed: Callable[[], None]) -> None:
    bracketed()
    before = prior()
    found = update(before, table_of(rows([0.1, 90.0, 0.2, 700.0])))
    assert {flag.id for flag in found.flags} >= {"contradiction", "more-out-than-in"}
    assert all(whole(flag.message) for flag in found.flags)


@pytest.mark.parametrize("overlay", ["units", "units[9].name=x", "plant[0]=1", "units[0].name.x=1"])
def test_faults_of_overlays_are_in_the_language_whole(bracketed: Callable[[], None], overlay: str) -> None:
    bracketed()
    data: dict[str, Any] = plant_data(plant(unit_data()))
    with pytest.raises(InputError) as caught:
        overlaid(data, [overlay])
    assert whole(caught.value.problems[0].message)


def test_a_change_of_basis_that_loses_figures_is_told_in_the_language(bracketed: Callable[[], None]) -> None:
    text = (
        "units: [{boiler: {type: wall}, coal_feed: [{rank: lignite, trace: {mercury: 0.1},"
        " proximate: {basis: dry, ash: 10}}]}]"
    )
    coal = read_plant_text(text).units[0].coal_feed[0]
    bracketed()
    with pytest.raises(CannotRebase) as caught:
        rebase(coal, "proximate", "dry_ash_free")
    assert whole(str(caught.value))
    assert all(map(whole, rebase(coal, "trace", "as_received").notes))


@pytest.mark.parametrize(
    "head",
    [["colour", "size of it"], ["unit", "unit"], ["unit", "boiler_type [km]"], ["device_99_type", "unit"]],
)
def test_faults_of_the_head_of_a_table_are_in_the_language_whole(
    bracketed: Callable[[], None], head: list[str]
) -> None:
    bracketed()
    with pytest.raises(InputError) as caught:
        read_head(head, "t.csv")
    assert all(whole(problem.message) for problem in caught.value.problems)


@pytest.mark.parametrize("word", ["nowhere.yaml", "nowhere/*.yaml", "example:nowhere", str(Path(__file__))])
def test_faults_of_inputs_of_a_batch_are_in_the_language_whole(
    bracketed: Callable[[], None], word: str
) -> None:
    bracketed()
    with pytest.raises(InputError) as caught:
        find_sources([word])
    assert whole(caught.value.problems[0].message)


def test_faults_of_scenarios_are_in_the_language_whole(bracketed: Callable[[], None]) -> None:
    bracketed()
    rules = "[5, {where: {country: Peru, rank: coal}, add: [3]}, {from: 2020}]"
    text = f"colour: red\nname: X Y\nyears: [3]\nrules: {rules}"
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "s.yaml")
    assert len(caught.value.problems) >= 8
    assert [found.message for found in caught.value.problems if not whole(found.message)] == []


def test_a_table_of_a_notebook_is_in_english_whatever_the_language(bracketed: Callable[[], None]) -> None:
    rows = [
        {
            "unit": "1",
            "coal_1_rank": "bituminous",
            "coal_1_trace_mercury": 0.1,
            "boiler_type": "wall",
            "apcs": "",
        },
        {
            "unit": "2",
            "coal_1_rank": "hard coal",
            "coal_1_trace_mercury": 0.1,
            "boiler_type": "wall",
            "apcs": "",
        },
    ]
    english = evaluate_table(rows, samples=0)
    bracketed()
    assert evaluate_table(rows, samples=0) == english
    assert len(english.errors) == 1
