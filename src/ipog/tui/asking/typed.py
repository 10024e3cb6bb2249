"""Answers that are typed: what is wrong with them, and what is taken if nothing is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ipog import vocabulary
from ipog.coals import library
from ipog.coals.library import UNSPECIFIED
from ipog.files import shape
from ipog.language import tr
from ipog.plant import Target, Trace
from ipog.shown import short
from ipog.tui.asking.question import Given


def quantity(model: shape.Model, name: str) -> Any:
    """How a field of the plant file is read."""
    return shape.slots(model)[name].quantity


def figure(model: shape.Model, name: str) -> Callable[[Given, str], str]:
    """What is wrong with a figure of a field of the plant file; empty if nothing is."""

    def wrong(_: Given, text: str) -> str:
        try:
            if text:
                quantity(model, name).read(text)
        except PydanticCustomError as error:
            context = error.context or {}
            allowed = context.get("allowed", "")
            return tr("{words}; allowed: {allowed}", words=tr(error.message()), allowed=allowed)
        return ""

    return wrong


def mercury(given: Given, text: str) -> str:
    """What is wrong with the mercury; nothing may be typed if the library knows it."""
    if not text and needs_mercury(given):
        return tr("The library does not know the mercury of this coal; type one, such as 0.1 mg/kg.")
    return figure(Trace, "mercury")(given, text)


def year(_: Given, text: str) -> str:
    """What is wrong with a year."""
    if not text or (text.isascii() and text.isdigit() and 1900 <= int(text) <= 2100):
        return ""
    return tr("{text} is not a year from 1900 to 2100.", text=repr(text[:20]))


def goal(_: Given, text: str) -> str:
    """What is wrong with a limit of one's own."""
    try:
        Target.model_validate({"value": text})
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return ""


def needs_mercury(given: Given) -> bool:
    """Whether no library knows the mercury of the coal."""
    coal = library().get(given.get("coal", ""))
    return coal is None or coal.mercury is None


def of_coal(name: str) -> Callable[[Given], str]:
    """What the library holds of a figure of the coal, in words."""

    def words(given: Given) -> str:
        coal = library().get(given.get("coal", ""))
        value = None if coal is None else getattr(coal, name)
        if value is None:
            return "" if name == "mercury" else tr("the model's estimate")
        basis = getattr(coal, {"hhv": "heating_basis"}.get(name, f"{name}_basis"))
        unit = "MJ/kg" if name == "hhv" else "mg/kg"
        known = basis not in (None, UNSPECIFIED)
        words = vocabulary.label("basis", basis) if known else tr("(basis not stated, read as dry)")
        return tr("the library's {value} {unit} {basis}", value=short(value), unit=unit, basis=words)

    return words
