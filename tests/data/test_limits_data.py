"""Every row of the table of limits: words, ranges, units, dates, sources."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import date
from importlib.resources import files
from typing import get_args

import pytest
from each_row import each_row

from ipog import vocabulary
from ipog.limits import EU_MEMBERS, Limit, applicable, in_result_unit, limits
from ipog.limits.table import Kind, Standing
from ipog.plant.level import TARGET_UNITS
from ipog.quantities import dimensions_of
from ipog.sources import bibliography

ROWS = list(limits().values())
RAW = tomllib.loads(files("ipog.limits").joinpath("limits.toml").read_text(encoding="utf-8"))
FIXED_IDS = [
    "us-mats-existing-not-low-rank",
    "us-mats-existing-not-low-rank-output",
    "us-mats-existing-lignite",
    "us-mats-new-not-low-rank",
    "us-mats-new-lignite",
    "eu-bref-coal-new-lt300",
    "eu-bref-coal-new-ge300",
    "eu-bref-2021-coal-existing-lt300",
    "eu-bref-2021-coal-existing-ge300",
    "eu-bref-lignite-new-lt300",
    "eu-bref-lignite-new-ge300",
    "eu-bref-2021-lignite-existing-lt300",
    "eu-bref-2021-lignite-existing-ge300",
    "cn-gb13223-2011",
    "in-2015",
    "id-p15-2019",
    "jp-2018-new",
    "jp-2018-existing",
    "de-13bimschv-2021",
    "kr-kcaa",
    "ca-cws-2006",
    "za-none",
    "vn-none",
    "minamata-new",
    "minamata-existing",
]

each_limit = each_row(ROWS, lambda limit: limit.id)


def test_ids_that_plant_files_use_stay():
    assert set(FIXED_IDS) <= set(limits())


def test_at_least_twenty_jurisdictions_are_covered():
    assert len({limit.jurisdiction for limit in ROWS}) >= 20


@each_limit
def test_only_known_fields_are_written(limit: Limit):
    known = {field.name for field in fields(Limit)} - {"id", "ranks"} | {"fuel"}
    assert set(RAW[limit.id]) <= known


@each_limit
def test_id_begins_with_the_jurisdiction(limit: Limit):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", limit.id)
    assert limit.id.split("-")[0] == limit.jurisdiction.lower()


@each_limit
def test_words_are_of_the_closed_lists(limit: Limit):
    assert limit.kind in get_args(Kind)
    assert limit.standing in get_args(Standing)
    assert limit.jurisdiction in {*vocabulary.countries(), "EU", "Minamata"}
    assert set(limit.ranks) <= set(vocabulary.words("rank"))
    assert limit.age in (None, "new", "existing")
    assert limit.age_basis in (None, "permit", "construction", "operation")
    assert limit.size_basis in (None, "MWth", "MWe")


@each_limit
def test_a_limit_has_a_value_and_only_a_limit_has_one(limit: Limit):
    assert (limit.value is not None) == (limit.unit is not None) == (limit.kind == "limit")
    if limit.value is not None:
        assert limit.value > 0


@each_limit
def test_values_convert_into_a_unit_that_results_have(limit: Limit):
    converted = in_result_unit(limit)
    assert (converted is None) == (limit.kind != "limit")
    if converted is not None:
        value, unit, arithmetic = converted
        assert unit in TARGET_UNITS.values()
        assert value > 0
        assert f"{limit.value:g} {limit.unit}" in arithmetic


@each_limit
def test_reference_states_belong_to_concentrations_and_are_possible(limit: Limit):
    state = (limit.ref_o2, limit.dry, limit.ref_temperature)
    if limit.unit is None or "gas_concentration" not in dimensions_of(limit.unit):
        assert state == (None, None, None)
    assert limit.ref_o2 is None or 3 <= limit.ref_o2 <= 12
    assert limit.ref_temperature in (None, 0, 20, 25)
    assert limit.dry in (None, True)  # a wet reference would need the water of the gas


@each_limit
def test_size_and_age_are_complete(limit: Limit):
    assert (limit.size_basis is not None) == (limit.min_size is not None or limit.max_size is not None)
    if limit.min_size is not None and limit.max_size is not None:
        assert limit.min_size < limit.max_size
    assert (limit.age is None) == (limit.age_date is None) == (limit.age_basis is None)


@each_limit
def test_dates_are_in_order(limit: Limit):
    for day in (limit.in_force_from, limit.in_force_until, limit.age_date):
        assert day is None or date(1990, 1, 1) <= day <= date(2035, 1, 1)
    if limit.in_force_from and limit.in_force_until:
        assert limit.in_force_from < limit.in_force_until


@each_limit
def test_source_resolves_and_bears_the_standing(limit: Limit):
    access = bibliography()[limit.source].access
    enough = {"verified": {"read"}, "secondary": {"read", "secondary"}}
    assert access in enough.get(limit.standing, {"read", "secondary", "recalled"})


def test_every_source_of_the_topic_is_used():
    topic = tomllib.loads(files("ipog").joinpath("data/references/limits.toml").read_text(encoding="utf-8"))
    assert set(topic) == {limit.source for limit in ROWS}


def test_limits_made_for_combustion_are_of_the_size_of_what_plants_emit():
    # Larger ones are general ceilings for any source, and say so.
    for limit in ROWS:
        converted = in_result_unit(limit)
        if converted is not None and converted[1] == "ug/Nm3" and "general ceiling" not in limit.note:
            assert 0.5 <= converted[0] <= 240, limit.id


def test_eu_members_are_countries():
    assert len(EU_MEMBERS) == 27
    assert set(vocabulary.countries()) >= EU_MEMBERS


@pytest.mark.parametrize(
    ("rank", "thermal_mw", "commissioned", "before", "after"),
    [
        ("bituminous", 1300, 1985, 4, 3),
        ("lignite", 1300, 1985, 5, 4),
        ("bituminous", 200, 1985, 5, 5),
        ("lignite", 200, 1985, 10, 10),
        ("bituminous", 1300, 2028, 1, 1),
    ],
)
def test_yearly_means_of_the_german_ordinance(
    rank: str, thermal_mw: float, commissioned: int, before: float, after: float
):
    # 13. BImSchV, section 28(1) and (3): some fall on 15 July 2025.
    for day, value in [(date(2025, 7, 14), before), (date(2025, 7, 15), after)]:
        found = applicable("DE", rank, thermal_mw, None, commissioned, on=day)
        german = [row.limit for row in found if row.certain and row.limit.jurisdiction == "DE"]
        assert [limit.value for limit in german if limit.averaging == "year"] == [value]
        assert [limit.value for limit in german if limit.averaging == "day"] == [20]
