"""How good predictions were for units of a class of train that no fit had seen."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ipog.language import mark, tr
from ipog.validation.cases import CROSS_VALIDATED
from ipog.validation.scores import Scores, score

ALL = "all"

CLASS_WORDS = {
    ALL: mark("all units"),
    "dry_scrubber": mark("dry scrubber"),
    "esp": "ESP",
    "esp_wet_fgd": mark("ESP and wet scrubber"),
    "filter": mark("filter"),
    "filter_wet_fgd": mark("filter and wet scrubber"),
    "fluidised_bed": mark("fluidised bed"),
    "sorbent_injection": mark("injected carbon"),
}
"""English words for the classes of train."""


def class_words(name: str) -> str:
    """Words for a class of train, in the language in use."""
    return tr(CLASS_WORDS.get(name, name.replace("_", " ")))


@cache
def cross_validated_scores() -> Mapping[str, Scores]:
    """Scores of the cross-validated predictions by class of train, and of all units under ``"all"``.

    A class without measured units is not in it.
    """
    table = files("ipog").joinpath("data/field").joinpath(CROSS_VALIDATED)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    members = {ALL: rows}
    for row in rows:
        members.setdefault(row["class"], []).append(row)
    return MappingProxyType(
        {
            name: score(
                [float(row["emitted_predicted"]) for row in found],
                [float(row["emitted_measured"]) for row in found],
            )
            for name, found in members.items()
        }
    )
