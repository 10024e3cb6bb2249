"""Calibration: a unit's own stack tests, what they say of the model's error on it, and where that is kept."""

from __future__ import annotations

from ipog.calibration.carry import carried
from ipog.calibration.store import Kept, beside, load, note_unused, save
from ipog.calibration.tests_table import StackTest, parse_tests, read_tests, template
from ipog.calibration.update import Compared, Flag, Update, update

__all__ = [
    "Compared",
    "Flag",
    "Kept",
    "StackTest",
    "Update",
    "beside",
    "carried",
    "load",
    "note_unused",
    "parse_tests",
    "read_tests",
    "save",
    "template",
    "update",
]
