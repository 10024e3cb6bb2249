"""Totals add up, rank and know how sure they are."""

from __future__ import annotations

import numpy as np
import pytest

from ipog.batch.curve import MOST_POINTS
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


def test_the_lorenz_curve_has_a_point_a_unit_or_a_hundred() -> None:
    few = [row for row in fleet([4.0, 1.0, 3.0, 2.0]).rows() if row["group"] == "lorenz"]
    assert [row["share_of_all_fraction"] for row in few] == pytest.approx([0, 0.1, 0.3, 0.6, 1.0])
    assert [row["units_fraction"] for row in few] == [0, 0.25, 0.5, 0.75, 1]
    many = [row for row in fleet([float(n) for n in range(1, 251)]).rows() if row["group"] == "lorenz"]
    assert len(many) == MOST_POINTS + 1
    assert many[-1]["units"] == 250


@pytest.mark.parametrize(
    ("emissions", "gini"), [([2.0, 2.0, 2.0], 0.0), ([0.0, 0.0, 0.0, 5.0], 0.75), ([1.0, 3.0], 0.25)]
)
def test_the_gini_coefficient_is_that_of_the_books(emissions: list[float], gini: float) -> None:
    (row,) = [row for row in fleet(emissions).rows() if row["group"] == "gini"]
    assert row["gini_coefficient"] == pytest.approx(gini, abs=1e-12)


def test_totals_under_scenarios_are_added_kept_and_told_below_their_base() -> None:
    def unit(kg_year: float, less: float) -> Totals:
        totals = Totals()
        base, then = np.array([0.5, 1.0, 3.0]) * kg_year, np.array([0.5, 1.0, 3.0]) * (kg_year - less)
        one = Total(1, 1, 2 * kg_year, kg_year, base, {"toolkit_air_kg_year": kg_year})
        one.scenarios["bat", None] = Total(1, 1, 2 * kg_year, kg_year - less, then)
        one.scenarios["closures", 2030] = Total(1, 1, 0.0, 0.0, np.zeros(3))
        totals.add_unit([("all", "all")], one, ("p", str(kg_year), ""))
        return totals

    totals = unit(10.0, 4.0)
    totals.add(unit(20.0, 0.0))
    base, bat, closed = Totals.from_data(totals.as_data()).rows()[:3]
    assert base["toolkit_air_kg_year"] == 30.0
    assert (bat["scenario"], bat["hg_kg_year"], bat["change_kg_year"]) == ("bat", 26.0, -4.0)
    # Draw by draw: the unit that does not change adds no spread to the change.
    assert bat["change_kg_year_p50"] == -4.0
    assert bat["change_fraction"] == pytest.approx(-4 / 30)
    assert bat["change_fraction_mean"] == pytest.approx(-4 / 30)
    assert (closed["year"], closed["hg_kg_year"], closed["change_fraction"]) == (2030, 0.0, -1.0)
