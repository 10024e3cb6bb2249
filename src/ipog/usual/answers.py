"""A few answers about a plant, as a commented plant file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ipog import vocabulary
from ipog.coals import find
from ipog.files import parse
from ipog.files.template import commented
from ipog.language import mark, tr
from ipog.plant.train import DRY_PM_DEVICES
from ipog.usual.table import source, usual

OWN_GOAL = "="
"""Before the value of a target of one's own, to tell it from the id of a limit."""

MERCURY_CONTROLS: Mapping[str, str] = {
    "none": mark("none"),
    "bromide": mark("bromide on the coal"),
    "pac": mark("activated carbon, untreated"),
    "bromine_carbon": mark("activated carbon, brominated"),
}
"""Controls that are there for the mercury alone, with English words for each."""

BROMIDE_DOSE = "50 mg/kg"
SORBENT_RATE = "2 lb/MMacf"
_SORBENTS = {"pac": "pac", "bromine_carbon": "brominated_pac"}
COLLECTORS = DRY_PM_DEVICES | {"wet_particulate_scrubber"}
"""Devices that collect a sorbent; before a hot-side ESP carbon takes up next to nothing."""


class WrongAnswer(ValueError):
    """An answer that no plant can be made of."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; an empty text means that the usual value, or the model's default, is taken.

    Attributes
    ----------
    country : ISO 3166-1 alpha-2
    coal : id of the library; empty for an analysis of one's own, which needs rank and mercury
    rank : of a coal of one's own
    mercury, chlorine, heating_value : of the coal, as typed with unit (mercury and chlorine dry,
        HHV as received)
    capacity : gross, as typed
    year : of first operation, as typed
    boiler : type of firing
    unburned_carbon : in fly ash, as typed
    devices : entries of ``apcs``; None for the usual train
    mercury_control : a key of ``MERCURY_CONTROLS``
    target : id of a limit, or a value behind ``=``
    name : of the plant
    """

    country: str
    coal: str = ""
    rank: str = ""
    mercury: str = ""
    chlorine: str = ""
    heating_value: str = ""
    capacity: str = ""
    year: str = ""
    boiler: str = ""
    unburned_carbon: str = ""
    devices: tuple[Mapping[str, str], ...] | None = field(default=None)
    mercury_control: str = "none"
    target: str = ""
    name: str = ""


def plant_text(answers: Answers) -> str:
    """A commented plant file; raises :class:`WrongAnswer` if the answers don't make a plant."""
    data = _data(answers)
    text = commented(data, _head(answers))
    plant, problems, _ = parse(text, "answers")
    if plant is None:
        raise WrongAnswer(problems[0].message)
    return text


def _data(answers: Answers) -> dict[str, Any]:
    usually = usual(answers.country)
    unit: dict[str, Any] = {
        "name": "Unit 1",
        "gross_capacity": answers.capacity or f"{usually.capacity:g} MW",
        "net_efficiency": f"{usually.efficiency:g} %",
    }
    if answers.year:
        unit["commissioned"] = int(answers.year) if answers.year.isdigit() else answers.year
    unit["coal_feed"] = [_coal(answers)]
    if answers.mercury_control == "bromide":
        unit["additives"] = [{"type": "calcium_bromide", "halogen_on_coal": BROMIDE_DOSE}]
    unit["boiler"] = {"type": answers.boiler or usually.boiler}
    if answers.unburned_carbon:
        unit["boiler"]["unburned_carbon"] = answers.unburned_carbon
    unit["apcs"] = _train(answers)
    if answers.target.startswith(OWN_GOAL):
        unit["targets"] = [{"name": "own goal", "value": answers.target.removeprefix(OWN_GOAL)}]
    elif answers.target:
        unit["targets"] = [answers.target]
    place = vocabulary.countries().get(answers.country, answers.country)
    return {
        "ipog_version": 1,
        "plant": {"name": answers.name or f"Plant in {place}", "country": answers.country},
        "units": [unit],
    }


def _coal(answers: Answers) -> dict[str, Any]:
    coal: dict[str, Any] = {"coal": answers.coal} if answers.coal else {}
    if not answers.coal:
        coal |= {"name": "own coal", "rank": answers.rank}
    if answers.heating_value:
        coal["heating_value"] = {"basis": "as_received", "hhv": answers.heating_value}
    trace = {
        name: value for name, value in (("mercury", answers.mercury), ("chlorine", answers.chlorine)) if value
    }
    if trace:
        coal["trace"] = {"basis": "dry", **trace}
    return coal


def _train(answers: Answers) -> list[dict[str, str]]:
    devices = answers.devices
    if devices is None:
        devices = usual(answers.country).trains[0].devices
    train = [dict(device) for device in devices]
    sorbent = _SORBENTS.get(answers.mercury_control)
    if sorbent is None:
        return train
    place = next((index for index, device in enumerate(train) if device["type"] in COLLECTORS), None)
    if place is None:
        raise WrongAnswer(tr("nothing in this train collects a sorbent; choose an ESP or a filter first"))
    train.insert(place, {"type": "sorbent_injection", "sorbent": sorbent, "rate": SORBENT_RATE})
    return train


def _head(answers: Answers) -> str:
    usually = usual(answers.country)
    taken = [f"net efficiency {usually.efficiency:g} %"]
    if not answers.capacity:
        taken.append(f"capacity {usually.capacity:g} MW")
    if not answers.boiler:
        taken.append("boiler")
    if answers.devices is None:
        taken.append("train")
    if answers.coal and not answers.mercury:
        taken.append(f"coal ({find(answers.coal).name})")
    if answers.mercury_control == "bromide":
        taken.append(f"dose of bromide {BROMIDE_DOSE}")
    if answers.mercury_control in _SORBENTS:
        taken.append(f"sorbent {SORBENT_RATE}")
    place = vocabulary.countries().get(answers.country, answers.country)
    where = place if usually.known else "coal-fired plants"
    return (
        f"A plant for ipog, begun from a few answers. Usual for {where}, not measured at this plant "
        f"(source: {source()}): {', '.join(taken)}. Replace what you know better."
    )
