"""The questions in their order, and which of them follow from the answers so far."""

from __future__ import annotations

from ipog import vocabulary
from ipog.plant import Boiler, HeatingValue, Trace, Unit
from ipog.tui.asking import chosen, typed
from ipog.tui.asking.pieces import pieces, so2
from ipog.tui.asking.question import NONE, OWN, Given, Question
from ipog.usual import usual


def asked(given: Given) -> list[Question]:
    """The questions that follow from the answers so far."""
    return [question for question in QUESTIONS if question.wanted(given)]


def shown(question: Question, given: Given) -> str:
    """An answer in words."""
    key = given.get(question.key, "")
    if question.choices is None:
        return key or "as usual"
    return next((choice.cells[0] for choice in question.choices(given) if choice.key == key), key)


def missing(given: Given) -> str:
    """Key of a question that has no usual answer and was not answered; empty if there is none."""
    own = given.get("coal") == OWN
    for key, wanted in (
        ("country", True),
        ("coal", True),
        ("rank", own),
        ("mercury", typed.needs_mercury(given)),
    ):
        if wanted and not given.get(key):
            return key
    return ""


def _expert(given: Given) -> bool:
    return given.get("level") == "expert"


QUESTIONS: tuple[Question, ...] = (
    Question("level", "How well do you know the plant?", "You can change every figure later.", chosen.levels),
    Question(
        "country",
        "In which country does the plant stand?",
        "It chooses typical coals and trains, and the limits that apply. Type to search.",
        chosen.countries,
    ),
    Question(
        "coal",
        "Which coal does it burn?",
        "Blends and washing come later, in the editor. Type to search the whole library.",
        chosen.coals,
    ),
    Question(
        "rank",
        "Which rank has the coal?",
        "It chooses what is taken for figures that you don't know.",
        chosen.words("rank"),
        usual=lambda _: "bituminous",
        wanted=lambda given: given.get("coal") == OWN,
    ),
    Question(
        "mercury",
        "How much mercury is in the dry coal?",
        "The figure that matters most, such as 0.12 mg/kg or 0.12 ppm.",
        usual=typed.of_coal("mercury"),
        wanted=lambda given: _expert(given) or typed.needs_mercury(given),
        wrong=typed.mercury,
    ),
    Question(
        "chlorine",
        "How much chlorine is in the dry coal?",
        "Chlorine decides how much mercury is oxidised; such as 300 mg/kg.",
        usual=typed.of_coal("chlorine"),
        wanted=_expert,
        wrong=typed.figure(Trace, "chlorine"),
    ),
    Question(
        "heat",
        "What is the heating value (HHV) as received?",
        "Such as 21 MJ/kg, 5000 kcal/kg or 9000 Btu/lb.",
        usual=typed.of_coal("hhv"),
        wanted=_expert,
        wrong=typed.figure(HeatingValue, "hhv"),
    ),
    Question(
        "capacity",
        "How large is the unit (gross capacity)?",
        "Such as 300 MW. A plant of several units: begin with one, copy it later.",
        usual=lambda given: f"{usual(given.get('country', '')).capacity:g} MW, usual here",
        wrong=typed.figure(Unit, "gross_capacity"),
    ),
    Question(
        "year",
        "In which year did it begin to run?",
        "With country and size it selects the limits that apply.",
        usual=lambda _: "not known",
        wanted=_expert,
        wrong=typed.year,
    ),
    Question(
        "boiler",
        "How is the boiler fired?",
        "Wall and tangential firing burn pulverised coal.",
        chosen.boilers,
        usual=lambda given: usual(given.get("country", "")).boiler,
    ),
    Question(
        "carbon",
        "How much unburned carbon is in the fly ash?",
        "Carbon in ash takes up mercury; such as 4 %.",
        usual=lambda _: "the model's estimate",
        wanted=_expert,
        wrong=typed.figure(Boiler, "unburned_carbon"),
    ),
    Question("train", "What stands behind the boiler?", "In the order of the gas.", chosen.listed_trains),
    Question(
        "nox",
        "What takes out NOx?",
        "An SCR oxidises mercury, which a wet scrubber can then take.",
        pieces(NONE, "low_nox_burner", "sncr", "scr"),
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "dust",
        "What takes out dust?",
        "Cold side is behind the air preheater, where nearly all ESPs stand.",
        pieces(
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
        so2,
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "control",
        "Is there a control for mercury alone?",
        "Doses can be changed later; advice compares them with their cost.",
        chosen.controls,
    ),
    Question(
        "target",
        "What must the stack meet?",
        "Limits of the country for a unit like this; ask the authority which one binds.",
        chosen.targets,
    ),
    Question(
        "goal",
        "Which value?",
        "With its unit: 5 ug/Nm3, 1.2 lb/TBtu, 0.013 lb/GWh or 90 %.",
        wanted=lambda given: given.get("target") == OWN,
        wrong=typed.goal,
    ),
    Question(
        "name",
        "What is the plant called?",
        "It stands on reports.",
        usual=lambda given: f"Plant in {vocabulary.countries().get(given.get('country', ''), '')}",
    ),
)
