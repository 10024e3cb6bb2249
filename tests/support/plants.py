"""Plants that the tests of evaluation share."""

from __future__ import annotations

from typing import Any

from ipog.plant import Plant

MINIMAL_COAL: dict[str, Any] = {
    "rank": "bituminous",
    "trace": {"mercury": 0.1, "chlorine": 1200, "basis": "dry"},
    "heating_value": {"hhv": "27.7 MJ/kg", "basis": "dry"},
}


def unit_data(*apcs: str | dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A unit as a plant file has it; devices by type or in full."""
    data: dict[str, Any] = {
        "coal_feed": [dict(MINIMAL_COAL)],
        "boiler": {"type": "wall"},
        "apcs": [{"type": item} if isinstance(item, str) else item for item in apcs],
    }
    return data | changed


def plant(*units: dict[str, Any], country: str | None = None) -> Plant:
    """A plant of these units."""
    named = [{"name": f"Unit {number}", **data} for number, data in enumerate(units, start=1)]
    identity: dict[str, Any] = {"name": "Test plant"}
    if country:
        identity["country"] = country
    return Plant.model_validate({"plant": identity, "units": named})
