"""Draws of many units that may be added up: as wide as each alone, and together as what they share."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

from ipog.evaluate import evaluate
from ipog.evaluate.fleet import SHARED_IN_PLANT, VALUES_AT_ONCE, Member, yearly_draws
from ipog.evaluate.uncertainty import sample_stack
from ipog.files import read_plant_text
from ipog.model import error_scale

SAMPLES = 2000


def member(key: str, plant: str = "A", coal: str = "{coal: za-highveld}", size: str = "600 MW") -> Member:
    text = f"""
ipog_version: 1
plant: {{name: {plant}, country: ZA}}
units:
  - gross_capacity: {size}
    net_efficiency: 36 % +- 1 %
    coal_feed: [{coal}]
    boiler: {{type: wall}}
    apcs: [{{type: esp_cold_side}}]
"""
    read = read_plant_text(text)
    stack = evaluate(read).units[0].stack
    return Member(read.units[0], "units[0]", plant, "ZA", key, stack)


def correlation(one: Member, other: Member) -> float:
    first, second = yearly_draws([one, other], SAMPLES, 1)
    assert first is not None
    assert second is not None
    return float(np.corrcoef(np.log(first), np.log(second))[0, 1])


OWN = "{rank: bituminous, trace: {mercury: %s mg/kg, chlorine: 100 mg/kg}, heating_value: {hhv: 21 MJ/kg}}"


def test_a_unit_is_as_uncertain_in_a_fleet_as_alone() -> None:
    one = member("1")
    alone = sample_stack(one.unit, "ZA", "units[0]", one.centre, SAMPLES, 1).figures["hg_kg_year"]
    (fleet,) = yearly_draws([one], SAMPLES, 1)
    assert alone is not None
    assert fleet is not None
    levels = [10, 25, 50, 75, 90]
    assert np.percentile(fleet, levels) == pytest.approx(np.percentile(alone, levels), rel=0.08)
    assert np.quantile(fleet, 0.5) == pytest.approx(one.centre.hg_kg_year)


def test_what_units_share_is_drawn_alike() -> None:
    sisters = correlation(member("1"), member("2"))
    same_coal = correlation(member("1", "A"), member("2", "B"))
    strangers = correlation(member("1", "A", OWN % 0.2), member("2", "B", OWN % 0.3))
    assert sisters > same_coal + 0.1
    assert same_coal > strangers + 0.1
    assert 0 < strangers < 0.6
    assert sisters < 0.999


def test_a_total_is_surer_than_its_units_but_not_absurdly_sure() -> None:
    members = [member(str(number), f"plant {number}") for number in range(30)]
    draws = [draw for draw in yearly_draws(members, SAMPLES, 1) if draw is not None]
    total = np.sum(draws, axis=0)

    def spread(values: np.ndarray) -> float:
        low, high = np.percentile(values, [10, 90])
        return float(np.log(high / low))

    assert spread(total) < spread(draws[0])
    assert spread(total) > 2 * spread(draws[0]) / np.sqrt(len(draws))


def test_draws_do_not_depend_on_the_company() -> None:
    members = [member(str(number), f"plant {number}") for number in range(3)]
    together = yearly_draws(members, 300, 1)
    for one, draws in zip(members, together, strict=True):
        (alone,) = yearly_draws([one], 300, 1)
        assert np.array_equal(alone, draws)  # type: ignore[arg-type]


def test_many_samples_are_drawn_in_parts() -> None:
    members = [member(str(number), f"plant {number}") for number in range(3)]
    samples = VALUES_AT_ONCE // 2
    assert [
        draws is not None and draws.shape == (samples,) for draws in yearly_draws(members, samples, 1)
    ] == [True] * 3


def test_a_unit_of_unknown_size_has_no_draws() -> None:
    text = "units: [{coal_feed: [{coal: za-highveld}], boiler: {type: wall}, apcs: [{type: esp_cold_side}]}]"
    read = read_plant_text(text)
    unknown = Member(read.units[0], "units[0]", "A", None, "1", evaluate(read).units[0].stack)
    assert [draws is None for draws in yearly_draws([unknown, member("2")], 100, 1)] == [True, False]


def test_the_shared_part_of_the_error_is_that_of_the_field_data() -> None:
    text = files("ipog.data.field").joinpath("us_2010_cross_validated.csv").read_text(encoding="utf-8")
    errors: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        shares = np.array([float(row["emitted_measured"]), float(row["emitted_predicted"])])
        measured, predicted = error_scale(np.minimum(shares, 1.2))
        errors[row["plant_code"], row["class"]].append(float(measured - predicted))
    every = np.concatenate([np.array(values) for values in errors.values()])
    pairs = [pair for values in errors.values() for pair in combinations(values - every.mean(), 2)]
    found = np.mean([one * other for one, other in pairs]) / every.var()
    assert len(pairs) >= 20
    assert found == pytest.approx(SHARED_IN_PLANT, abs=0.1)
