"""The questions a new plant begins with: what is asked, what may be answered, and what that makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ipog import vocabulary
from ipog.coals import LibraryCoal, library
from ipog.coals.library import UNSPECIFIED
from ipog.figures import short
from ipog.files import shape
from ipog.limits import applicable
from ipog.plant import Boiler, HeatingValue, Target, Trace, Unit
from ipog.tui.screens.pick import Choice
from ipog.usual import Answers, in_region, regions, trains, usual
from ipog.usual.answers import COLLECTORS, MERCURY_CONTROLS, OWN_GOAL

Given = Mapping[str, str]
OWN = "="
"""An answer that is asked for in further questions."""

NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    key : of its answer
    words : the question
    about : why it matters, or how to answer
    choices : what can be chosen after the answers so far; None if the answer is typed
    usual : the choice to begin with, or words on what is taken if nothing is typed
    wanted : whether it is asked after the answers so far
    wrong : what is wrong with a typed answer; empty if nothing is
    """

    key: str
    words: str
    about: str
    choices: Callable[[Given], list[Choice]] | None = None
    usual: Callable[[Given], str] = lambda _: ""
    wanted: Callable[[Given], bool] = lambda _: True
    wrong: Callable[[Given, str], str] = lambda _, __: ""


def asked(given: Given) -> list[Question]:
    """The questions that follow from the answers so far."""
    return [question for question in QUESTIONS if question.wanted(given)]


def answers(given: Given) -> Answers:
    """The answers as a plant is made of; what was not answered is what is usual."""
    country = given["country"]
    usually = usual(country)
    coal = given.get("coal") or (usually.coals[0] if usually.coals else "xx-world-hard")
    own = coal == OWN
    train = given.get("train", "")
    devices: tuple[Mapping[str, str], ...] | None = None
    if train == OWN:
        parts = (given.get(key, NONE) for key in ("nox", "dust", "so2"))
        devices = tuple(device for part in parts for device in _PIECES[part])
        devices = _in_order(devices)
    elif train:
        devices = trains()[train].devices
    goal = given.get("goal", "")
    target = given.get("target", NONE)
    return Answers(
        country=country,
        coal="" if own else coal,
        rank=given.get("rank", "bituminous") if own else "",
        mercury=given.get("mercury", ""),
        chlorine=given.get("chlorine", ""),
        heating_value=given.get("heat", ""),
        capacity=given.get("capacity", ""),
        year=given.get("year", ""),
        boiler=given.get("boiler", ""),
        unburned_carbon=given.get("carbon", ""),
        devices=devices,
        mercury_control=given.get("control", NONE),
        target=f"{OWN_GOAL}{goal}" if target == OWN and goal else "" if target in (OWN, NONE) else target,
        name=given.get("name", ""),
    )


def shown(question: Question, given: Given) -> str:
    """An answer in words."""
    key = given.get(question.key, "")
    if question.choices is None:
        return key or "as usual"
    return next((choice.cells[0] for choice in question.choices(given) if choice.key == key), key)


# Answers that are chosen


def _levels(_: Given) -> list[Choice]:
    return [
        Choice(
            "novice",
            ("Little: typical values of the region", "few questions, main fields"),
        ),
        Choice("expert", ("Well: figures of the plant", "all questions, all fields")),
    ]


def _countries(_: Given) -> list[Choice]:
    names = vocabulary.countries()
    known = [(region, code) for region in regions() for code in in_region(region)]
    rows = [
        Choice(code, (names[code], region), code)
        for region, code in sorted(known, key=lambda row: names[row[1]])
    ]
    listed = {code for _, code in known}
    others = sorted((name, code) for code, name in names.items() if code not in listed)
    return rows + [Choice(code, (name, ""), code) for name, code in others]


def _coals(given: Given) -> list[Choice]:
    country = given.get("country", "")
    usually, table = usual(country).coals, library()
    first = [table[key] for key in usually]
    here = [coal for coal in table.values() if coal.country == country and coal.id not in usually]
    world = [coal for coal in table.values() if coal.country == "XX"]
    seen = {coal.id for coal in (*first, *here, *world)}
    rest = [coal for coal in table.values() if coal.id not in seen]
    return [
        *(_coal(coal, "usual here") for coal in first),
        *(_coal(coal, "of the country") for coal in here),
        Choice(OWN, ("My own analysis", "rank and mercury are asked next")),
        *(_coal(coal, "average of the world") for coal in world),
        *(_coal(coal, vocabulary.countries().get(coal.country, "")) for coal in rest),
    ]


def _coal(coal: LibraryCoal, where: str) -> Choice:
    mercury = f"Hg {short(coal.mercury)} mg/kg" if coal.mercury is not None else "Hg not known"
    rank = vocabulary.label("rank", coal.rank)
    return Choice(coal.id, (coal.name, f"{mercury}, {rank}, {where}"), f"{coal.id} {coal.region}")


def _words(kind: str) -> Callable[[Given], list[Choice]]:
    def choices(_: Given) -> list[Choice]:
        return [Choice(word, (vocabulary.label(kind, word), ""), word) for word in vocabulary.words(kind)]

    return choices


def _boilers(given: Given) -> list[Choice]:
    wanted = usual(given.get("country", "")).boiler
    return [
        Choice(word, (vocabulary.label("boiler_type", word), "usual here" if word == wanted else ""), word)
        for word in vocabulary.words("boiler_type")
    ]


def _trains(given: Given) -> list[Choice]:
    usually = usual(given.get("country", "")).trains
    rest = [train for train in trains().values() if train not in usually]
    return [
        *(
            Choice(train.key, (train.label, "usual here" if index == 0 else "found here"))
            for index, train in enumerate(usually)
        ),
        Choice(OWN, ("Piece by piece", "NOx, dust and SO2 are asked one by one")),
        *(Choice(train.key, (train.label, "")) for train in rest),
    ]


_PIECES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    NONE: (),
    "low_nox_burner": ({"type": "low_nox_burner"},),
    "sncr": ({"type": "sncr"},),
    "scr": ({"type": "scr"},),
    "esp_cold_side": ({"type": "esp_cold_side"},),
    "fabric_filter": ({"type": "fabric_filter"},),
    "esp_and_filter": ({"type": "esp_cold_side"}, {"type": "fabric_filter"}),
    "esp_low_low_temperature": ({"type": "esp_low_low_temperature"},),
    "esp_hot_side": ({"type": "esp_hot_side"},),
    "mechanical_collector": ({"type": "mechanical_collector"},),
    "wet_particulate_scrubber": ({"type": "wet_particulate_scrubber"},),
    "wet_fgd": ({"type": "wet_fgd"},),
    "seawater": ({"type": "wet_fgd", "process": "seawater"},),
    "spray_dryer": ({"type": "spray_dryer"},),
    "circulating_dry_scrubber": ({"type": "circulating_dry_scrubber"},),
    "dry_sorbent_injection": ({"type": "dry_sorbent_injection"},),
}

_BEFORE_DUST = ("spray_dryer", "circulating_dry_scrubber", "dry_sorbent_injection")


def _in_order(devices: tuple[Mapping[str, str], ...]) -> tuple[Mapping[str, str], ...]:
    """Pieces in the order of the gas: dry absorbers stand before what collects their solids."""

    def place(device: Mapping[str, str]) -> int:
        word = device["type"]
        if word in ("low_nox_burner", "sncr"):
            return 0
        if word == "esp_hot_side":
            return 1
        if word == "scr":
            return 2
        return 3 if word in _BEFORE_DUST else 5 if word == "wet_fgd" else 4

    return tuple(sorted(devices, key=place))


def _pieces(*keys: str) -> Callable[[Given], list[Choice]]:
    labels = {
        NONE: "none",
        "esp_and_filter": "cold-side ESP and fabric filter",
        "seawater": "seawater scrubber",
    }

    def choices(_: Given) -> list[Choice]:
        return [Choice(key, (labels.get(key) or vocabulary.label("device_type", key), "")) for key in keys]

    return choices


def _so2(given: Given) -> list[Choice]:
    dry = given.get("dust") in ("esp_cold_side", "fabric_filter", "esp_and_filter", "esp_low_low_temperature")
    wet = given.get("dust") != "wet_particulate_scrubber"
    keys = [NONE, "wet_fgd", "seawater"]
    keys += list(_BEFORE_DUST[:2]) if dry else []
    keys += ["dry_sorbent_injection"] if wet else []
    return _pieces(*keys)(given)


def _controls(given: Given) -> list[Choice]:
    found = answers({**given, "control": NONE})
    train = found.devices if found.devices is not None else usual(found.country).trains[0].devices
    collected = any(device["type"] in COLLECTORS for device in train)
    return [
        Choice(key, (label, ""))
        for key, label in MERCURY_CONTROLS.items()
        if collected or key in (NONE, "bromide")
    ]


def _targets(given: Given) -> list[Choice]:
    coal = library().get(given.get("coal", ""))
    rank = coal.rank if coal is not None else given.get("rank")
    capacity = given.get("capacity") or f"{usual(given.get('country', '')).capacity:g}"
    year = given.get("year", "")
    size = _quantity(Unit, "gross_capacity").read(capacity)
    rows = []
    for item in applicable(given["country"], rank, None, size, int(year) if year else None):
        limit = item.limit
        if limit.kind == "limit" and limit.value is not None:
            sure = "binds" if item.certain else "may bind"
            rows.append(
                Choice(
                    limit.id,
                    (f"{short(limit.value)} {limit.unit}: {limit.instrument}", f"{sure}; {limit.applies_to}"),
                )
            )
    return [
        *rows,
        Choice(NONE, ("nothing yet", "")),
        Choice(OWN, ("A value of my own", "asked next")),
    ]


# Answers that are typed


def _quantity(model: shape.Model, name: str) -> Any:
    return shape.slots(model)[name].quantity


def _figure(model: shape.Model, name: str) -> Callable[[Given, str], str]:
    def wrong(_: Given, text: str) -> str:
        try:
            if text:
                _quantity(model, name).read(text)
        except PydanticCustomError as error:
            context = error.context or {}
            return f"{error.message()}; allowed: {context.get('allowed', '')}"
        return ""

    return wrong


def _mercury(given: Given, text: str) -> str:
    if not text and _needs_mercury(given):
        return "The library does not know the mercury of this coal; type one, such as 0.1 mg/kg."
    return _figure(Trace, "mercury")(given, text)


def _year(_: Given, text: str) -> str:
    if not text or (text.isascii() and text.isdigit() and 1900 <= int(text) <= 2100):
        return ""
    return f"{text[:20]!r} is not a year from 1900 to 2100."


def _goal(_: Given, text: str) -> str:
    try:
        Target.model_validate({"value": text})
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return ""


def missing(given: Given) -> str:
    """Key of a question that has no usual answer and was not answered; empty if there is none."""
    own = given.get("coal") == OWN
    for key, wanted in (("country", True), ("coal", True), ("rank", own), ("mercury", _needs_mercury(given))):
        if wanted and not given.get(key):
            return key
    return ""


def _needs_mercury(given: Given) -> bool:
    coal = library().get(given.get("coal", ""))
    return coal is None or coal.mercury is None


def _of_coal(figure: str) -> Callable[[Given], str]:
    def words(given: Given) -> str:
        coal = library().get(given.get("coal", ""))
        value = None if coal is None else getattr(coal, figure)
        if value is None:
            return "" if figure == "mercury" else "the model's estimate"
        basis = getattr(coal, {"hhv": "heating_basis"}.get(figure, f"{figure}_basis"))
        unit = "MJ/kg" if figure == "hhv" else "mg/kg"
        known = basis not in (None, UNSPECIFIED)
        words = vocabulary.label("basis", basis) if known else "(basis not stated, read as dry)"
        return f"the library's {short(value)} {unit} {words}"

    return words


def _expert(given: Given) -> bool:
    return given.get("level") == "expert"


QUESTIONS: tuple[Question, ...] = (
    Question("level", "How well do you know the plant?", "You can change every figure later.", _levels),
    Question(
        "country",
        "In which country does the plant stand?",
        "It chooses typical coals and trains, and the limits that apply. Type to search.",
        _countries,
    ),
    Question(
        "coal",
        "Which coal does it burn?",
        "Blends and washing come later, in the editor. Type to search the whole library.",
        _coals,
    ),
    Question(
        "rank",
        "Which rank has the coal?",
        "It chooses what is taken for figures that you don't know.",
        _words("rank"),
        usual=lambda _: "bituminous",
        wanted=lambda given: given.get("coal") == OWN,
    ),
    Question(
        "mercury",
        "How much mercury is in the dry coal?",
        "The figure that matters most, such as 0.12 mg/kg or 0.12 ppm.",
        usual=_of_coal("mercury"),
        wanted=lambda given: _expert(given) or _needs_mercury(given),
        wrong=_mercury,
    ),
    Question(
        "chlorine",
        "How much chlorine is in the dry coal?",
        "Chlorine decides how much mercury is oxidised; such as 300 mg/kg.",
        usual=_of_coal("chlorine"),
        wanted=_expert,
        wrong=_figure(Trace, "chlorine"),
    ),
    Question(
        "heat",
        "What is the heating value (HHV) as received?",
        "Such as 21 MJ/kg, 5000 kcal/kg or 9000 Btu/lb.",
        usual=_of_coal("hhv"),
        wanted=_expert,
        wrong=_figure(HeatingValue, "hhv"),
    ),
    Question(
        "capacity",
        "How large is the unit (gross capacity)?",
        "Such as 300 MW. A plant of several units: begin with one, copy it later.",
        usual=lambda given: f"{usual(given.get('country', '')).capacity:g} MW, usual here",
        wrong=_figure(Unit, "gross_capacity"),
    ),
    Question(
        "year",
        "In which year did it begin to run?",
        "With country and size it selects the limits that apply.",
        usual=lambda _: "not known",
        wanted=_expert,
        wrong=_year,
    ),
    Question(
        "boiler",
        "How is the boiler fired?",
        "Wall and tangential firing burn pulverised coal.",
        _boilers,
        usual=lambda given: usual(given.get("country", "")).boiler,
    ),
    Question(
        "carbon",
        "How much unburned carbon is in the fly ash?",
        "Carbon in ash takes up mercury; such as 4 %.",
        usual=lambda _: "the model's estimate",
        wanted=_expert,
        wrong=_figure(Boiler, "unburned_carbon"),
    ),
    Question("train", "What stands behind the boiler?", "In the order of the gas.", _trains),
    Question(
        "nox",
        "What takes out NOx?",
        "An SCR oxidises mercury, which a wet scrubber can then take.",
        _pieces(NONE, "low_nox_burner", "sncr", "scr"),
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "dust",
        "What takes out dust?",
        "Cold side is behind the air preheater, where nearly all ESPs stand.",
        _pieces(
            "esp_cold_side",
            "fabric_filter",
            "esp_and_filter",
            "esp_low_low_temperature",
            "esp_hot_side",
            "mechanical_collector",
            "wet_particulate_scrubber",
            NONE,
        ),
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "so2",
        "What takes out SO2?",
        "A dry absorber needs an ESP or filter behind it.",
        _so2,
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "control",
        "Is there a control for mercury alone?",
        "Doses can be changed later; advice compares them with their cost.",
        _controls,
    ),
    Question(
        "target",
        "What must the stack meet?",
        "Limits of the country for a unit like this; ask the authority which one binds.",
        _targets,
    ),
    Question(
        "goal",
        "Which value?",
        "With its unit: 5 ug/Nm3, 1.2 lb/TBtu, 0.013 lb/GWh or 90 %.",
        wanted=lambda given: given.get("target") == OWN,
        wrong=_goal,
    ),
    Question(
        "name",
        "What is the plant called?",
        "It stands on reports.",
        usual=lambda given: f"Plant in {vocabulary.countries().get(given.get('country', ''), '')}",
    ),
)
