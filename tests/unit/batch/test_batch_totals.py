"""Totals add up, rank and know how sure they are."""

from __future__ import annotations

import numpy as np
import pytest

from ipog.batch.totals import MOST_NAMES, OTHERS, TOP, Total, Totals


def fleet(emissions: list[float], *, draws: bool = False) -> Totals:
    totals = Totals()
    for number, kg_year in enumerate(emissions):
        values = np.array([0.5, 1.0, 2.0]) * kg_year if draws else None
        one = Total(1, 1, 2 * kg_year, kg_year, values)
        keys = [("all", "all"), ("country", "ZA" if number % 2 else "IN")]
        totals.add_unit(keys, one, ("plant", str(number), "ZA"))
    return totals


def test_sums_do_not_depend_on_how_the_units_are_split() -> None:
    whole, parts = fleet([1.0, 2.0, 4.0, 8.0], draws=True), fleet([1.0, 2.0], draws=True)
    parts.add(fleet([4.0, 8.0], draws=True))
    rows, other = whole.rows(), parts.rows()
    assert [row for row in rows if row["group"] in ("all", "country")] == [
        row for row in other if row["group"] in ("all", "country")
    ]
    assert rows[0]["hg_kg_year"] == 15.0
    assert rows[0]["hg_kg_year_p50"] == 15.0
    assert rows[0]["removal_fraction"] == 0.5
    assert {row["name"]: row["hg_kg_year"] for row in rows if row["group"] == "country"} == {
        "ZA": 10.0,
        "IN": 5.0,
    }


def test_what_a_file_holds_reads_back_the_same() -> None:
    totals = fleet([1.0, 0.1, 3.3], draws=True)
    assert Totals.from_data(totals.as_data()).rows() == totals.rows()


def test_the_largest_emitters_are_named_in_order() -> None:
    rows = [row for row in fleet([float(n) for n in range(100)]).rows() if row["group"] == "top_emitter"]
    assert len(rows) == TOP
    assert [row["hg_kg_year"] for row in rows] == sorted((row["hg_kg_year"] for row in rows), reverse=True)
    assert rows[0]["hg_kg_year"] == 99.0


def test_the_lorenz_points_are_shares_of_all() -> None:
    rows = [row for row in fleet([1.0] * 90 + [91.0] * 10).rows() if row["group"] == "largest_emitters"]
    ten = next(row for row in rows if row["name"] == "largest 10 % of units")
    assert ten["share_of_all_fraction"] == pytest.approx(0.91)
    assert rows[-1]["share_of_all_fraction"] == pytest.approx((910 + 40) / 1000)


def test_units_of_unknown_size_are_counted_but_add_nothing() -> None:
    totals = fleet([2.0])
    totals.add_unit([("all", "all")], Total(1), ("plant", "x", ""))
    row = totals.rows()[0]
    assert (row["units"], row["units_of_known_size"], row["hg_kg_year"]) == (2, 1, 2.0)


def test_very_many_names_are_summed_up_together() -> None:
    totals = Totals()
    for number in range(MOST_NAMES + 5):
        totals.add_unit([("owner", str(number))], Total(1, 1, 2.0, 1.0), ("p", "u", ""))
    assert len(totals.sums) == MOST_NAMES + 1
    assert totals.sums["owner", OTHERS].units == 5


def test_a_batch_without_units_has_an_empty_summary() -> None:
    assert Totals().rows() == []
