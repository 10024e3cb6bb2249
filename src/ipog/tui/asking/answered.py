"""The answers as a plant is made of."""

from __future__ import annotations

from ipog.tui.asking.pieces import train_of_pieces
from ipog.tui.asking.question import NONE, OWN, Given
from ipog.usual import Answers, trains, usual
from ipog.usual.answers import OWN_GOAL


def answers(given: Given) -> Answers:
    """The answers as a plant is made of; what was not answered is what is usual."""
    country = given["country"]
    usually = usual(country)
    coal = given.get("coal") or (usually.coals[0] if usually.coals else "xx-world-hard")
    own = coal == OWN
    train = given.get("train", "")
    devices = None
    if train == OWN:
        devices = train_of_pieces(given)
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
