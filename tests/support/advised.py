"""Advice for the shipped examples, asked once for all tests of a process."""

from __future__ import annotations

from functools import cache

from ipog.advice import Advice, advise
from ipog.examples import read
from ipog.files import read_plant_text


@cache
def advised(example: str) -> Advice:
    """Central advice for an example."""
    return advise(read_plant_text(read(example)), samples=0)
