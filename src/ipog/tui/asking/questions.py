"""The questions in their order, and which of them follow from the answers so far."""

from __future__ import annotations

from ipog import vocabulary
from ipog.language import mark, tr
from ipog.plant import Boiler, HeatingValue, Trace, Unit
from ipog.shown import plain_number
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
        return key or tr("as usual")
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
    Question(
        "level",
        mark("How well do you know the plant?"),
        mark("You can change every figure later."),
        chosen.levels,
    ),
    Question(
        "country",
        mark("In which country does the plant stand?"),
        mark("It chooses typical coals and trains, and the limits that apply. Type to search."),
        chosen.countries,
    ),
    Question(
        "coal",
        mark("Which coal does it burn?"),
        mark("Blends and washing come later, in the editor. Type to search the whole library."),
        chosen.coals,
    ),
    Question(
        "rank",
        mark("Which rank has the coal?"),
        mark("It chooses what is taken for figures that you don't know."),
        chosen.words("rank"),
        usual=lambda _: "bituminous",
        wanted=lambda given: given.get("coal") == OWN,
    ),
    Question(
        "mercury",
        mark("How much mercury is in the dry coal?"),
        mark("The figure that matters most, such as 0.12 mg/kg or 0.12 ppm."),
        usual=typed.of_coal("mercury"),
        wanted=lambda given: _expert(given) or typed.needs_mercury(given),
        wrong=typed.mercury,
    ),
    Question(
        "chlorine",
        mark("How much chlorine is in the dry coal?"),
        mark("Chlorine decides how much mercury is oxidised; such as 300 mg/kg."),
        usual=typed.of_coal("chlorine"),
        wanted=_expert,
        wrong=typed.figure(Trace, "chlorine"),
    ),
    Question(
        "heat",
        mark("What is the heating value (HHV) as received?"),
        mark("Such as 21 MJ/kg, 5000 kcal/kg or 9000 Btu/lb."),
        usual=typed.of_coal("hhv"),
        wanted=_expert,
        wrong=typed.figure(HeatingValue, "hhv"),
    ),
    Question(
        "capacity",
        mark("How large is the unit (gross capacity)?"),
        mark("Such as 300 MW. A plant of several units: begin with one, copy it later."),
        usual=lambda given: tr(
            "{capacity} MW, usual here", capacity=plain_number(usual(given.get("country", "")).capacity)
        ),
        wrong=typed.figure(Unit, "gross_capacity"),
    ),
    Question(
        "year",
        mark("In which year did it begin to run?"),
        mark("With country and size it selects the limits that apply."),
        usual=lambda _: tr("not known"),
        wanted=_expert,
        wrong=typed.year,
    ),
    Question(
        "boiler",
        mark("How is the boiler fired?"),
        mark("Wall and tangential firing burn pulverised coal."),
        chosen.boilers,
        usual=lambda given: usual(given.get("country", "")).boiler,
    ),
    Question(
        "carbon",
        mark("How much unburned carbon is in the fly ash?"),
        mark("Carbon in ash takes up mercury; such as 4 %."),
        usual=lambda _: tr("the model's estimate"),
        wanted=_expert,
        wrong=typed.figure(Boiler, "unburned_carbon"),
    ),
    Question(
        "train",
        mark("What stands behind the boiler?"),
        mark("In the order of the gas."),
        chosen.listed_trains,
    ),
    Question(
        "nox",
        mark("What takes out NOx?"),
        mark("An SCR oxidises mercury, which a wet scrubber can then take."),
        pieces(NONE, "low_nox_burner", "sncr", "scr"),
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "dust",
        mark("What takes out dust?"),
        mark("Cold side is behind the air preheater, where nearly all ESPs stand."),
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
        mark("What takes out SO2?"),
        mark("A dry absorber needs an ESP or filter behind it."),
        so2,
        wanted=lambda given: given.get("train") == OWN,
    ),
    Question(
        "control",
        mark("Is there a control for mercury alone?"),
        mark("Doses can be changed later; advice compares them with their cost."),
        chosen.controls,
    ),
    Question(
        "target",
        mark("What must the stack meet?"),
        mark("Limits of the country for a unit like this; ask the authority which one binds."),
        chosen.targets,
    ),
    Question(
        "goal",
        mark("Which value?"),
        mark("With its unit: 5 ug/Nm3, 1.2 lb/TBtu, 0.013 lb/GWh or 90 %."),
        wanted=lambda given: given.get("target") == OWN,
        wrong=typed.goal,
    ),
    Question(
        "name",
        mark("What is the plant called?"),
        mark("It stands on reports."),
        usual=lambda given: f"Plant in {vocabulary.countries().get(given.get('country', ''), '')}",
    ),
)
