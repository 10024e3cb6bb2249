"""Units that the tests of the advice share."""

from __future__ import annotations

from typing import Any

from ipog.plant import Plant, Unit


def unit(coal: str | dict[str, Any], apcs: list[Any], **changes: Any) -> Unit:
    """A wall-fired unit of 500 MW; devices are given by type, or as a group of keys."""
    return Unit.model_validate(
        {
            "gross_capacity": 500,
            "coal_feed": [{"coal": coal} if isinstance(coal, str) else coal],
            "boiler": {"type": "wall"},
            "apcs": [{"type": device} if isinstance(device, str) else device for device in apcs],
        }
        | changes
    )


def plant(one: Unit, country: str | None = None) -> Plant:
    """A plant of one unit."""
    return Plant.model_validate({"plant": {"name": "test", "country": country}, "units": [one]})


def goal(value: str) -> list[dict[str, str]]:
    """A target of one's own."""
    return [{"name": "goal", "value": value}]


ASH_KNOWN = {"type": "wall", "unburned_carbon": 4}

UNITS = {
    "prb_esp": unit("us-prb", ["esp_cold_side"]),
    "bituminous_full": unit(
        "us-illinois-basin",
        [
            {"type": "scr", "bypass": 5},
            "esp_cold_side",
            {"type": "wet_fgd", "process": "limestone_natural_oxidation", "bypass": 5},
        ],
        boiler=ASH_KNOWN,
    ),
    "hot_esp": unit("us-appalachian", ["esp_hot_side"]),
    "weak_esp": unit(
        "in-kahalgaon",
        [{"type": "esp_cold_side", "pm_efficiency": 98, "conditioning": "so3"}],
        boiler=ASH_KNOWN,
    ),
    "cyclones": unit("us-appalachian", ["mechanical_collector"]),
    "filter": unit("us-prb", ["fabric_filter"]),
    "dry": unit("us-north-dakota-lignite-delivered", ["spray_dryer", "fabric_filter"]),
    "lime": unit("us-illinois-basin", ["esp_cold_side", {"type": "wet_fgd", "process": "lime"}]),
}
"""Between them every measure of the table fits somewhere."""
