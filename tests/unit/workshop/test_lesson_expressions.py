"""Expressions of lessons reckon and compare, and do nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ipog.workshop.expressions import BadExpression, names, value_of

KNOWN: dict[str, Any] = {
    "a": 6,
    "b": 4.0,
    "plant": SimpleNamespace(stack=SimpleNamespace(hg=2.5), shares={"x": 30}, devices=("scr", "wet_fgd")),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a * 2 - b / 4", 11),
        ("-(a + 1) ** 2", -49),
        ("plant.stack.hg", 2.5),
        ('plant.shares["x"] >= 30', True),
        ('"scr" in plant.devices and "esp" not in plant.devices', True),
        ("not a < b", True),
        ("1 < b < a", True),
        ("1 < a < b", False),
        ("a == 6 or plant.nothing", True),
        ("abs(b - a) + max(1, 3) + len(plant.devices)", 7),
        ("plant.devices[-1]", "wet_fgd"),
        ("None == None", True),
    ],
)
def test_reckons_and_compares(text: str, value: object):
    assert value_of(text, KNOWN.__getitem__) == value


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "plant.__class__",
        "plant.stack._hidden",
        "[x for x in plant.devices]",
        "(lambda: 1)()",
        "open('x')",
        "plant.devices.index('scr')",
        "a if b else a",
        "f'{a}'",
        "a := 1",
        "import os",
        "a +",
        "a @ b",
        "a // 2",
        "c + 1",
        "plant.nothing",
        'plant.shares["y"]',
        "plant.devices[7]",
        "a / 0",
        "a + 'text'",
        "max(*plant.devices)",
        "(" * 300 + "1" + ")" * 300,
    ],
)
def test_anything_else_is_refused_in_words(text: str):
    with pytest.raises(BadExpression, match=r"."):
        value_of(text, KNOWN.__getitem__)


def test_names_are_those_of_plants_and_figures():
    assert set(names("max(a, plant.stack.hg) < 2 * b")) == {"a", "b", "plant"}
