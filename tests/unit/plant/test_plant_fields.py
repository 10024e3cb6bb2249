"""Field types: quantities, words, counts and countries, and what they say when they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ipog import vocabulary
from ipog.files import parse, shape
from ipog.plant import Boiler, Plant, Target, Unit
from ipog.plant.devices import Scr
from ipog.plant.fields import SENTENCE, Quantity
from ipog.plant.level import TARGET_UNITS
from ipog.quantities import Amount, Spread, convert, units_of

COAL = {"coal": "za-highveld"}
UNIT: dict[str, Any] = {"coal_feed": [COAL], "boiler": {"type": "wall"}}


def unit(**fields: Any) -> Unit:
    return Unit.model_validate({**UNIT, **fields})


def faults(model: Any, data: Any) -> list[dict[str, Any]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    found = []
    for error in caught.value.errors():
        assert error["type"] == SENTENCE
        found += error["ctx"].get("faults", [error["ctx"]])
    return found


QUANTITIES = {
    f"{model.__name__}.{key}": slot.quantity
    for model in shape.models()
    for key, slot in shape.slots(model).items()
    if slot.quantity is not None
}


@pytest.mark.parametrize("quantity", QUANTITIES.values(), ids=QUANTITIES.keys())
def test_every_unit_of_its_dimension_is_accepted_in_a_field(quantity: Quantity) -> None:
    assert quantity.low is not None
    assert quantity.high is not None
    inside = quantity.low + (quantity.high - quantity.low) / 3
    for name in units_of(quantity.dimension):
        value = convert(inside, quantity.unit, name, quantity.dimension)
        assert quantity.read(f"{value!r} {name}") == pytest.approx(inside)
    assert quantity.read(inside) == inside


@pytest.mark.parametrize("dimension", TARGET_UNITS)
def test_every_unit_of_a_level_is_accepted_in_a_target(dimension: str) -> None:
    for name in units_of(dimension):
        level = Target.model_validate({"value": f"2 {name}"}).value
        assert level.unit == TARGET_UNITS[dimension]
        assert float(level.amount) == pytest.approx(convert(2.0, name, level.unit, dimension))


def test_every_kind_of_word_is_used_by_a_field() -> None:
    used = {slot.word for model in shape.models() for slot in shape.slots(model).values() if slot.word}
    assert used | {"device_type"} == set(vocabulary.kinds())


@pytest.mark.parametrize("word", vocabulary.words("device_type"))
def test_every_device_type_is_accepted_from_yaml(word: str) -> None:
    more = ", rate: 2 lb/MMacf" if word == "sorbent_injection" else ""
    filters = (
        ""
        if word in ("wet_esp", "wet_particulate_scrubber", "fixed_bed")
        else "\n      - type: fabric_filter"
    )
    text = (
        f"units:\n  - coal_feed: [{{coal: x}}]\n    boiler: {{type: wall}}\n"
        f"    apcs:\n      - {{type: {word}{more}}}{filters}\n"
    )
    if word == "wet_fgd":
        text = text.replace("\n      - type: fabric_filter", "")
    plant, problems, _ = parse(text)
    assert plant is not None, problems
    assert plant.units[0].apcs[0].type == word


YAML_PLACES = {
    "boiler_type": "boiler: {type: WORD}",
    "rank": "coal_feed: [{rank: WORD, trace: {mercury: 0.1}}]",
    "basis": "coal_feed: [{coal: x, heating_value: {basis: WORD, hhv: 20}}]",
    "cleaning_process": "coal_feed: [{coal: x, cleaning: {process: WORD}}]",
    "fgd_process": "apcs: [{type: wet_fgd, process: WORD}]",
    "sorbent": "apcs: [{type: aci, rate: 2, sorbent: WORD}, {type: esp}]",
    "sorbent_location": "apcs: [{type: aci, rate: 2, location: WORD}, {type: esp}]",
    "alkaline_sorbent": "apcs: [{type: dsi, reagent: WORD}, {type: esp}]",
    "dry_sorbent_location": "apcs: [{type: dsi, location: WORD}, {type: esp}]",
    "additive": "additives: [{type: WORD, halogen_on_coal: 50}]",
    "conditioning": "apcs: [{type: esp, conditioning: WORD}]",
    "filter_cleaning": "apcs: [{type: ff, cleaning: WORD}]",
    "fixed_bed_kind": "apcs: [{type: esp}, {type: fixed_bed, kind: WORD}]",
    "share_basis": "share_basis: WORD",
    "efficiency_basis": "efficiency_basis: WORD",
    "measured_quantity": "measured: [{quantity: WORD, value: 30 %}]",
}


@pytest.mark.parametrize(
    ("kind", "word"),
    [(kind, word) for kind in vocabulary.kinds() if kind != "device_type" for word in vocabulary.words(kind)],
)
def test_every_word_and_its_synonyms_are_accepted_from_yaml(kind: str, word: str) -> None:
    rest = {"coal_feed": "coal_feed: [{coal: x}]", "boiler": "boiler: {type: wall}"}
    line = YAML_PLACES[kind]
    lines = [line, *(other for key, other in rest.items() if not line.startswith(key))]
    synonyms = vocabulary._tables()[kind][word].get("synonyms", ())
    for spelling in (word, *synonyms):
        text = "ipog_version: 1\nunits:\n  -\n" + "".join(f"    {one}\n" for one in lines)
        plant, problems, _ = parse(text.replace("WORD", f'"{spelling}"'))
        assert plant is not None, problems
        assert repr(word) in repr(plant)


@pytest.mark.parametrize(
    ("written", "per_cent"),
    [(0.75, 75), ("0.75", 75), (1, 100), (75, 75), ("75 %", 75), ("0.5 %", 0.5), (0.29, 29)],
)
def test_a_capacity_factor_up_to_1_is_a_fraction(written: object, per_cent: float) -> None:
    assert unit(capacity_factor=written, load=written).capacity_factor == per_cent


def test_a_plain_range_of_capacity_factors_is_a_range_of_fractions() -> None:
    factor = unit(capacity_factor="0.6..0.8").capacity_factor
    assert isinstance(factor, Amount)
    assert factor == 70
    assert factor.spread == Spread("uniform", 60, 80)


def test_a_fly_ash_fraction_up_to_1_is_a_fraction() -> None:
    assert Boiler.model_validate({"type": "wall", "fly_ash_fraction": 0.85}).fly_ash_fraction == 85


def test_an_efficiency_as_fraction_is_refused_with_the_per_cent() -> None:
    (found,) = faults(Unit, {**UNIT, "net_efficiency": 0.38})
    assert (found["id"], found["nearest"]) == ("out-of-range", "38 %")


@pytest.mark.parametrize(
    ("quantity", "allowed"),
    [
        (Quantity("power", "MW", 0, 20_000, positive=True), "more than 0 and at most 20000 MW"),
        (Quantity("temperature", "degC", 20, 600), "20 to 600 degC"),
        (Quantity("duration", "h"), "h, or another unit of the kind"),
    ],
)
def test_a_quantity_says_what_it_allows(quantity: Quantity, allowed: str) -> None:
    assert quantity.allowed == allowed


@pytest.mark.parametrize(
    "written",
    [
        "686 MW",
        "686000 kW",
        686,
        686.123456789,
        "0.7 GW +- 3 %",
        "650..700 MW",
        {"value": 686, "p10": 650, "p90": 700},
        {"low": 650, "high": 700},
    ],
)
def test_an_amount_is_written_so_that_it_reads_back_the_same(written: object) -> None:
    quantity = Quantity("power", "MW", 0, 20_000)
    amount = quantity.read(written)
    again = quantity.read(quantity.write(amount))
    assert float(again) == float(amount)
    assert again.spread == amount.spread


def test_text_that_a_person_wrote_is_written_as_it_was() -> None:
    quantity = Quantity("power", "MW", 0, 20_000)
    assert quantity.write(quantity.read("686000 kW")) == "686000 kW"
    assert quantity.write(686.0) == "686 MW"


@pytest.mark.parametrize("value", [True, False])
def test_a_boolean_is_neither_a_count_nor_a_version(value: bool) -> None:
    (found,) = faults(Scr, {"type": "scr", "layers": value})
    assert found["id"] == "wrong-kind"
    assert faults(Plant, {"ipog_version": value, "units": [UNIT]})[0]["id"] == "wrong-version"


def test_a_count_may_be_text() -> None:
    assert Scr.model_validate({"type": "scr", "layers": "3"}).layers == 3


def test_an_empty_value_counts_as_left_out_but_an_unknown_key_does_not() -> None:
    boiler = Boiler.model_validate({"type": "wall", "unburned_carbon": None})
    assert boiler.model_fields_set == {"type"}
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Boiler.model_validate({"type": "wall", "unburned": None})


def test_long_input_is_cut_in_messages() -> None:
    (found,) = faults(Boiler, {"type": ["x" * 10_000]})
    assert len(found["message"]) < 200


def test_models_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        unit().name = "other"
