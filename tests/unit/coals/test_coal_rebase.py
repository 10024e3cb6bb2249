"""An analysis on another basis means the same."""

from __future__ import annotations

from typing import Any

import pytest

from ipog.coals import CannotRebase, rebase, resolve
from ipog.plant import Coal

FULL: dict[str, Any] = {
    "rank": "bituminous",
    "proximate": {
        "basis": "as_received",
        "moisture": 8,
        "ash": 31,
        "volatile_matter": 22,
        "fixed_carbon": 39,
    },
    "ultimate": {
        "basis": "dry_ash_free",
        "carbon": 80,
        "hydrogen": 4.6,
        "nitrogen": 2,
        "sulfur": 1.2,
        "oxygen": 12.2,
    },
    "heating_value": {"basis": "as_received", "hhv": "19.8 MJ/kg"},
    "trace": {"basis": "dry", "mercury": "0.25 mg/kg", "chlorine": "90 mg/kg"},
}


def changed(data: dict[str, Any], group: str, wanted: str) -> dict[str, Any]:
    """The coal with a group on another basis."""
    values = rebase(Coal.model_validate(data), group, wanted).values
    figures = {name: value for name, value in {**data[group], **values}.items() if value is not None}
    return {**data, group: figures}


def fired(data: dict[str, Any]) -> tuple[float, ...]:
    coal = resolve(Coal.model_validate(data), "coal").coal
    return tuple(
        float(value)
        for value in (
            coal.moisture,
            coal.ash,
            coal.carbon,
            coal.hydrogen,
            coal.sulfur,
            coal.hhv_mj_kg,
            coal.lhv_mj_kg,
            coal.mercury_mg_kg,
            coal.chlorine_mg_kg,
        )
    )


@pytest.mark.parametrize(
    ("group", "bases"),
    [
        ("proximate", ["dry", "as_received"]),
        ("ultimate", ["dry", "as_received", "dry_ash_free"]),
        ("heating_value", ["dry", "dry_ash_free", "as_received"]),
        ("trace", ["as_received", "dry_ash_free", "dry"]),
    ],
)
def test_the_coal_as_fired_stays_and_the_way_back_leads_to_the_same_figures(group: str, bases: list[str]):
    data = FULL
    for wanted in bases:
        data = changed(data, group, wanted)
        assert data[group]["basis"] == wanted
        assert fired(data) == pytest.approx(fired(FULL), rel=2e-5)
    back, first = Coal.model_validate(data), Coal.model_validate(FULL)
    for name in FULL[group]:
        if name != "basis":
            assert getattr(getattr(back, group), name) == pytest.approx(
                getattr(getattr(first, group), name), rel=1e-5
            )


def test_mercury_per_dry_coal_exceeds_mercury_as_received():
    found = changed(FULL, "trace", "as_received")
    assert found["trace"]["mercury"] == "0.23 mg/kg"
    assert found["trace"]["chlorine"] == "82.8 mg/kg"


def test_a_spread_is_converted_too():
    data = {**FULL, "trace": {"basis": "dry", "mercury": "0.2..0.4 mg/kg"}}
    found = Coal.model_validate(changed(data, "trace", "as_received"))
    assert found.trace is not None
    spread = getattr(found.trace.mercury, "spread", None)
    assert (spread.low, spread.high) == pytest.approx((0.184, 0.368))


def test_a_lower_heating_value_keeps_its_hydrogen():
    data = {**FULL, "heating_value": {"basis": "as_received", "lhv": "18.9 MJ/kg"}}
    dry = changed(data, "heating_value", "dry")
    assert fired(dry) == pytest.approx(fired(data), rel=2e-5)
    # Dry coal gives more than the heat divided by its share: no moisture is evaporated.
    assert float(dry["heating_value"]["lhv"].split()[0]) > 18.9 / 0.92


def test_moisture_that_is_lost_from_a_proximate_analysis_stays_as_total_moisture():
    dry = changed(FULL, "proximate", "dry")["proximate"]
    assert dry["total_moisture"] == "8 %"
    assert "moisture" not in dry
    assert dry["ash"] == "33.6957 %"


def test_what_was_assumed_for_a_conversion_is_told():
    data = {"rank": "bituminous", "trace": FULL["trace"]}
    notes = rebase(Coal.model_validate(data), "trace", "as_received").notes
    assert len(notes) == 1
    assert "moisture not given" in notes[0]


@pytest.mark.parametrize(
    ("changes", "group", "wanted", "words"),
    [
        ({}, "proximate", "dry_ash_free", "ash would be lost"),
        ({}, "trace", "air_dried", "air-dried sample is not known"),
        (
            {"proximate": {"basis": "dry", "ash": 20}},
            "proximate",
            "as_received",
            "total moisture is not known",
        ),
        (
            {"ultimate": {"basis": "as_received", "carbon": 60, "moisture": 8}},
            "ultimate",
            "dry",
            "would be lost",
        ),
        (
            {"proximate": None, "ultimate": {"basis": "dry", "carbon": 60, "ash": 20}},
            "ultimate",
            "dry_ash_free",
            "ash would be lost",
        ),
        (
            {
                "proximate": {"basis": "air_dried", "moisture": 3, "ash": 20, "total_moisture": 8},
                "trace": {"basis": "air_dried", "mercury": 0.2},
            },
            "proximate",
            "as_received",
            "which other figures need",
        ),
    ],
)
def test_a_change_that_would_lose_figures_is_refused(
    changes: dict[str, Any], group: str, wanted: str, words: str
):
    with pytest.raises(CannotRebase, match=words):
        rebase(Coal.model_validate({**FULL, **changes}), group, wanted)


def test_air_dried_figures_are_converted_where_the_sample_is_known():
    data = {
        **FULL,
        "proximate": {"basis": "air_dried", "moisture": 3, "ash": 20, "total_moisture": 8},
        "ultimate": {"basis": "dry_ash_free", "sulfur": 1},
    }
    there = changed(data, "trace", "air_dried")
    assert fired(there) == pytest.approx(fired(data), rel=2e-5)
    assert there["trace"]["mercury"] == "0.2425 mg/kg"
