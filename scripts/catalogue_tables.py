"""Words for the catalogues that stand in tables of the lower rooms, not in calls of the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ipog import vocabulary
from ipog.calibration.errors import methods
from ipog.coals import STANDINGS, library
from ipog.coals.assembly import ELEMENTS
from ipog.limits import limits
from ipog.limits.table import Kind, Standing, Status
from ipog.model import prior_table
from ipog.plant import DEVICE_CLASSES, Trace
from ipog.quantities.table import table_words as unit_words
from ipog.sources import Kind as Support
from ipog.usual import regions, trains
from ipog.usual.table import ELSEWHERE

Words = Iterator[tuple[str, str]]
"""Words, each with where they are from."""


def lower_tables() -> Words:
    """Words of all tables of the lower rooms."""
    yield from _vocabulary()
    yield from _plants()
    for words in unit_words():
        yield words, "quantities"
    yield from _coals()
    yield from _limits()
    for outlet in ("dry scrubber solids", "fgd solids", "fixed bed"):
        yield outlet, "outlets of the mercury, by their names"
    for train in trains().values():
        yield train.label, "usual trains"
    for region in (*regions(), ELSEWHERE):
        yield region, "parts of the world"
    for method in methods().values():
        yield method.label, "methods of measurement"
        yield method.note, "methods of measurement"
    for word in get_args(Support):
        yield word, "how a figure came to be"
    for name, row in prior_table().items():
        if name.startswith("default."):
            yield row.note, f"default values, {name}"


def country_names() -> dict[str, str]:
    """The English names of countries, each with its code."""
    return {name: code for code, name in vocabulary.countries().items()}


def _vocabulary() -> Words:
    for kind in vocabulary.kinds():
        yield kind.replace("_", " "), "kinds of words"
        for word in vocabulary.words(kind):
            yield vocabulary.english_label(kind, word), f"vocabulary, {kind}"
        for reason in vocabulary.refused(kind).values():
            yield reason, f"words that are not clear, {kind}"
    for name in country_names():
        yield name, "countries"


def _plants() -> Words:
    for model in DEVICE_CLASSES:
        yield (model.__doc__ or "").split("\n")[0], "devices"
    for basis in vocabulary.words("basis"):
        yield basis.replace("_", " "), "bases"
    for name in (*ELEMENTS, *Trace.model_fields, "ash", "moisture"):
        if name != "basis":
            yield name, "parts of a coal"


def _coals() -> Words:
    for standing in STANDINGS:
        yield standing, "how a figure is known"
    for coal in library().values():
        bases = (coal.mercury_basis, coal.ultimate_basis, coal.heating_basis, coal.chlorine_basis)
        for words in (coal.note, coal.doubt, coal.mercury_spread_kind):
            if words:
                yield words, "coals of the library"
        for word in (coal.mercury_statistic, *bases, coal.bromine_basis, coal.trace_basis):
            if word:
                yield word.replace("_", " "), "coals of the library"


def _limits() -> Words:
    for words in (*get_args(Kind), *get_args(Standing), *get_args(Status)):
        yield words, "limits"
    for limit in limits().values():
        told = (limit.instrument, limit.applies_to, limit.only_if, limit.averaging, limit.note)
        for words in told:
            if words:
                yield words, "limits"
