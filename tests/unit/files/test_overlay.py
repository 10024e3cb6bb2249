"""Overlays on the data of a plant file."""

from __future__ import annotations

from typing import Any

import pytest

from ipog.diagnostics import InputError
from ipog.files.overlay import overlaid


def data() -> dict[str, Any]:
    return {
        "units": [
            {
                "boiler": {"type": "wall"},
                "apcs": [{"type": "scr"}, {"type": "esp_cold_side"}],
                "gross_capacity": "500 MW",
            }
        ]
    }


@pytest.mark.parametrize(
    ("overlay", "path", "value"),
    [
        ("units[0].boiler.unburned_carbon=6 %", ("boiler", "unburned_carbon"), "6 %"),
        ("units[0].boiler.type = tangential", ("boiler", "type"), "tangential"),
        ("units[0].gross_capacity=600", ("gross_capacity",), 600),
        ("units[0].apcs[1].type=fabric_filter", ("apcs", 1, "type"), "fabric_filter"),
        ("units[0].apcs+={type: wet_fgd}", ("apcs", 2), {"type": "wet_fgd"}),
        ("units[0].apcs[2]={type: wet_fgd}", ("apcs", 2), {"type": "wet_fgd"}),
        ("units[0].apcs[2].type=wet_fgd", ("apcs", 2), {"type": "wet_fgd"}),
        ("units[0].targets+={name: goal, value: 2 ug/Nm3}", ("targets", 0, "value"), "2 ug/Nm3"),
        ("units[0].apcs+=[{type: wet_fgd}, {type: wet_esp}]", ("apcs", 3), {"type": "wet_esp"}),
    ],
)
def test_an_overlay_changes_what_it_names_and_nothing_else(overlay: str, path: tuple[Any, ...], value: Any):
    before = data()
    changed = overlaid(before, [overlay])
    here = changed["units"][0]
    for step in path:
        here = here[step]
    assert here == value
    assert before == data()


def test_an_empty_value_removes():
    assert "gross_capacity" not in overlaid(data(), ["units[0].gross_capacity="])["units"][0]
    assert overlaid(data(), ["units[0].apcs[0]="])["units"][0]["apcs"] == [{"type": "esp_cold_side"}]


def test_overlays_follow_one_another():
    changed = overlaid(data(), ["units[0].apcs+={type: wet_fgd}", "units[0].apcs[2].process=seawater"])
    assert changed["units"][0]["apcs"][2] == {"type": "wet_fgd", "process": "seawater"}


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ("boiler", "is no overlay"),
        ("=3", "is no overlay"),
        ("units[4].note=x", "beyond the list"),
        ("units.note=x", "no group of keys"),
        ("units[0].boiler[0]=x", "no list"),
        ("units[0].boiler+=x", "is no list"),
        ("units[0].note=", "has no units[0].note"),
        ("units[0].apcs+=", "has no value"),
        ("units[0].apcs+={type", "can't be read"),
    ],
)
def test_what_is_no_overlay_gets_a_sentence(overlay: str, said: str):
    with pytest.raises(InputError, match=said.replace("[", r"\[")):
        overlaid(data(), [overlay])
