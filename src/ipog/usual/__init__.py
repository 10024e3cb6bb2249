"""What is usual at the coal-fired units of a country, and a plant file made of it and of a few answers.

All of it is a first guess to be replaced by the plant's own data; ``usual.toml`` names its source.
"""

from __future__ import annotations

from ipog.usual.answers import Answers, WrongAnswer, plant_text
from ipog.usual.table import Train, Usual, in_region, regions, source, trains, usual

__all__ = [
    "Answers",
    "Train",
    "Usual",
    "WrongAnswer",
    "in_region",
    "plant_text",
    "regions",
    "source",
    "trains",
    "usual",
]
