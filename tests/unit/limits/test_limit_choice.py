from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipog import vocabulary
from ipog.limits import Applicable, UnknownJurisdiction, applicable, for_country

DAY = date(2026, 11, 1)


def choose(*args: object, on: date = DAY) -> dict[str, Applicable]:
    return {found.limit.id: found for found in applicable(*args, on=on)}  # type: ignore[arg-type]


def certain(*args: object, on: date = DAY) -> set[str]:
    return {limit_id for limit_id, found in choose(*args, on=on).items() if found.certain}


def test_an_old_large_hard_coal_unit_in_the_union_has_one_limit():
    assert certain("PL", "bituminous", 1300, None, 1995) == {"eu-bref-2021-coal-existing-ge300"}


def test_size_divides_at_exactly_300():
    assert certain("PL", "lignite", 299.9, None, 1995) == {"eu-bref-2021-lignite-existing-lt300"}
    assert certain("PL", "lignite", 300, None, 1995) == {"eu-bref-2021-lignite-existing-ge300"}


def test_below_the_smallest_size_nothing_binds():
    assert certain("PL", "lignite", 49, None, 1995) == set()


def test_electrical_capacity_decides_where_no_efficiency_could_change_it():
    assert certain("PL", "bituminous", None, 500, 1995) == {"eu-bref-2021-coal-existing-ge300"}


def test_electrical_capacity_near_the_border_leaves_both_open():
    found = choose("PL", "bituminous", None, 120, 1995)
    assert not found["eu-bref-2021-coal-existing-ge300"].certain
    assert not found["eu-bref-2021-coal-existing-lt300"].certain
    assert "240 to 480 MWth may fall on either side" in " ".join(
        found["eu-bref-2021-coal-existing-ge300"].reasons
    )


def test_a_capacity_interval_around_a_whole_class_leaves_it_open():
    # 20 MW of gross capacity may need 40 to 80 MWth, and the class begins at 50.
    assert not choose("PL", "bituminous", None, 20, 1995)["eu-bref-2021-coal-existing-lt300"].certain


def test_a_year_of_operation_soon_after_the_dividing_permit_date_leaves_both_open():
    found = choose("PL", "bituminous", 1300, None, 2020)
    assert not found["eu-bref-coal-new-ge300"].certain
    assert not found["eu-bref-2021-coal-existing-ge300"].certain


def test_a_late_unit_is_new():
    assert certain("PL", "bituminous", 1300, None, 2025) == {"eu-bref-coal-new-ge300"}


def test_the_year_decides_where_the_rule_counts_from_new_years_day():
    assert certain("IN", "bituminous", None, 500, 2003) == {"in-2015"}
    assert certain("IN", "bituminous", None, 500, 2004) == {"in-2015-later"}
    assert certain("IN", "bituminous", None, 210, 2003) == {"in-2015-small-none"}


def test_lignite_in_the_united_states_is_back_at_the_rule_of_2012():
    assert certain("US", "lignite", None, 600, 1985) == {
        "us-mats-existing-lignite",
        "us-mats-existing-lignite-output",
    }
    assert "us-mats-2024-existing-lignite" not in choose("US", "lignite", None, 600, 1985)
    assert "us-mats-2024-existing-lignite" in choose("US", "lignite", None, 600, 1985, on=date(2025, 1, 1))


def test_conditions_that_a_plant_file_does_not_tell_are_named():
    found = choose("AU", "lignite", None, 500, 1985)["au-vic-licences"]
    assert not found.certain
    assert "only if it stands in Victoria" in found.reasons


def test_duties_of_the_convention_come_last_and_depend_on_being_a_party():
    found = applicable("ZA", "bituminous", None, 600, 1990, on=DAY)
    assert [row.limit.id for row in found] == ["za-none", "minamata-existing", "minamata-inventory"]
    assert not found[1].certain


def test_a_rule_of_the_future_is_listed_with_its_day():
    found = choose("KR", "bituminous", None, 500, 2000, on=date(2019, 6, 1))["kr-kcaa"]
    assert found.reasons == ("not yet in force: from 2020-01-01",)
    assert not found.certain


def test_an_unknown_country_is_refused():
    with pytest.raises(UnknownJurisdiction):
        applicable("XX", "bituminous", None, 500, 2000)


@settings(deadline=None)
@given(
    st.sampled_from(["US", "PL", "DE", "IN", "JP", "CA", "AU"]),
    st.sampled_from(vocabulary.words("rank")),
    st.floats(20, 5000),
    st.integers(1950, 2040),
)
def test_what_is_not_known_never_leaves_a_limit_out(country: str, rank: str, thermal: float, year: int):
    known = choose(country, rank, thermal, thermal * 0.4, year)
    for hidden in (
        (None, thermal, thermal * 0.4, year),
        (rank, None, None, year),
        (rank, thermal, thermal * 0.4, None),
    ):
        assert set(choose(country, *hidden)) >= set(known)
    unknown = choose(country, None, None, None, None)
    in_force = {limit.id for limit in for_country(country) if limit.status(DAY) == "in force"}
    assert in_force <= set(unknown)


@settings(deadline=None)
@given(st.sampled_from(vocabulary.words("rank")), st.floats(50, 5000), st.integers(1950, 2040))
def test_every_large_plant_of_the_union_has_a_limit(rank: str, thermal: float, year: int):
    assert any(
        found.limit.jurisdiction == "EU" for found in applicable("PL", rank, thermal, None, year, on=DAY)
    )
