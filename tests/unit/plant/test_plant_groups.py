"""What must agree within an analysis, a coal, a unit and a plant."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ipog.plant import Cleaning, Coal, HeatingValue, Plant, Proximate, Ultimate, Unit

UNIT: dict[str, Any] = {"coal_feed": [{"coal": "x"}], "boiler": {"type": "wall"}}


def problems(model: Any, data: Any) -> list[tuple[str, Any]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    faults = [
        fault for error in caught.value.errors() for fault in error["ctx"].get("faults", [error["ctx"]])
    ]
    return [(fault["id"], fault.get("at", ())) for fault in faults]


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Proximate, {"basis": "dry", "ash": 31, "volatile_matter": 30, "fixed_carbon": 39}),
        (Proximate, {"basis": "daf", "volatile_matter": 40, "fixed_carbon": 60.9}),
        (Proximate, {"moisture": 8, "ash": 31}),
        (Ultimate, {"basis": "ar", "carbon": 50, "hydrogen": 3}),
        (
            Ultimate,
            {
                "basis": "dry",
                "carbon": 60,
                "hydrogen": 4,
                "nitrogen": 1,
                "sulphur": 1,
                "oxygen": 9,
                "ash": 25,
            },
        ),
        (HeatingValue, {"gcv": 20}),
        (HeatingValue, {"net": 20}),
        (Cleaning, {"process": "jig"}),
        (Cleaning, {"mercury_removal": 25, "sulphur_removal": 10}),
        (Coal, {"coal": "x"}),
        (Coal, {"rank": "lignite", "trace": {"mercury": 0.001}}),
    ],
)
def test_what_agrees_is_accepted(model: Any, data: Any) -> None:
    model.model_validate(data)


@pytest.mark.parametrize(
    ("model", "data", "expected"),
    [
        (Proximate, {"basis": "dry", "moisture": 8}, [("impossible-sum", "moisture")]),
        (Proximate, {"basis": "daf", "ash": 8}, [("impossible-sum", "ash")]),
        (Proximate, {"moisture": 60, "ash": 45}, [("impossible-sum", ())]),
        (
            Proximate,
            {"basis": "dry", "ash": 31, "volatile_matter": 30, "fixed_carbon": 30},
            [("impossible-sum", ())],
        ),
        (Ultimate, {"carbon": 90, "hydrogen": 15}, [("impossible-sum", ())]),
        (HeatingValue, {}, [("one-of", ())]),
        (HeatingValue, {"hhv": 20, "lhv": 19}, [("one-of", "lhv")]),
        (Cleaning, {"ash_removal": 10}, [("missing", ())]),
        (Coal, {}, [("missing", ()), ("missing", ())]),
        (Coal, {"rank": "lignite", "trace": {"chlorine": 3}}, [("missing", "trace")]),
    ],
)
def test_what_disagrees_is_refused_at_its_field(model: Any, data: Any, expected: Any) -> None:
    assert problems(model, data) == expected


@pytest.mark.parametrize(
    "shares", [(None,), (100,), (60, 40), (60, None), (33.3, 33.3, 33.3), ("1 %", "99 %")]
)
def test_shares_that_fill_the_feed_are_accepted(shares: Any) -> None:
    feed = [{"coal": "x"} if share is None else {"coal": "x", "share": share} for share in shares]
    Unit.model_validate({**UNIT, "coal_feed": feed})


@pytest.mark.parametrize("shares", [(60,), (60, 50), (60, 40, None), (None, None), (0.6, 0.4), (101, None)])
def test_shares_that_do_not_are_refused(shares: Any) -> None:
    feed = [{"coal": "x"} if share is None else {"coal": "x", "share": share} for share in shares]
    with pytest.raises(ValidationError):
        Unit.model_validate({**UNIT, "coal_feed": feed})


def test_every_disagreement_of_a_unit_is_found_at_once() -> None:
    data = {
        **UNIT,
        "coal_feed": [{"coal": "x"}, {"coal": "y"}],
        "net_efficiency": 35,
        "net_heat_rate": 10_000,
        "gross_capacity": 600,
        "net_capacity": 640,
        "apcs": [{"type": "esp"}, {"type": "hs-esp"}, {"type": "sda"}],
    }
    assert problems(Unit, data) == [
        ("impossible-sum", "coal_feed"),
        ("one-of", "net_heat_rate"),
        ("impossible-sum", "net_capacity"),
        ("impossible-order", ("apcs", 1)),
        ("impossible-order", ("apcs", 2)),
    ]


def test_units_need_names_of_their_own() -> None:
    data = {"units": [{**UNIT, "name": name} for name in ("A", "B", "A", "B")]}
    assert problems(Plant, data) == [
        ("duplicate-name", ("units", 2, "name")),
        ("duplicate-name", ("units", 3, "name")),
    ]


def test_a_target_is_an_id_or_a_value() -> None:
    unit = Unit.model_validate({**UNIT, "targets": ["us-mats", {"value": "1.2 lb/TBtu"}]})
    assert unit.targets[0] == "us-mats"
    assert str(unit.targets[1].value) == "1.2 lb/TBtu"  # type: ignore[union-attr]
    assert problems(Unit, {**UNIT, "targets": [3]}) == [("wrong-kind", ())]
