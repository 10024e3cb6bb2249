from __future__ import annotations

from datetime import date

import pytest

from ipog.limits import UnknownJurisdiction, UnknownLimit, find, for_country, limits


def test_a_limit_is_found_by_its_id():
    limit = find("eu-bref-2021-coal-existing-ge300")
    assert (limit.value, limit.unit, limit.ref_o2) == (4, "ug/Nm3", 6)


def test_a_misspelt_id_names_the_nearest():
    with pytest.raises(UnknownLimit) as caught:
        find("eu-bref-2021-coal-existing-ge3000")
    assert caught.value.nearest == "eu-bref-2021-coal-existing-ge300"
    assert "eu-bref-2021-coal-existing-ge3000" in str(caught.value)


def test_members_of_the_union_get_its_limits_after_their_own():
    places = [limit.jurisdiction for limit in for_country("DE")]
    assert places == ["DE"] * places.count("DE") + ["EU"] * 8
    assert [limit.jurisdiction for limit in for_country("PL")] == ["EU"] * 8


def test_other_countries_do_not():
    assert {limit.jurisdiction for limit in for_country("US")} == {"US"}


def test_a_country_without_rows_is_empty_rather_than_wrong():
    assert for_country("CH") == ()


def test_a_name_instead_of_a_code_names_the_code():
    with pytest.raises(UnknownJurisdiction) as caught:
        for_country("South Africa")
    assert caught.value.nearest == "ZA"


def test_the_table_can_not_be_changed():
    with pytest.raises(TypeError):
        limits()["new"] = find("za-none")  # type: ignore[index]


def test_the_lignite_rule_of_2024_ended_with_its_repeal():
    limit = find("us-mats-2024-existing-lignite")
    assert limit.status(date(2026, 4, 26)) == "in force"
    assert limit.status(date(2026, 4, 27)) == "no longer in force"
    assert limit.status(date(2024, 1, 1)) == "not yet in force"
