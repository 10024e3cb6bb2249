"""Many variants at once give what one evaluation after the other gives."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from ipog import examples
from ipog.evaluate import Adjustment, evaluate
from ipog.evaluate.many import CASES_AT_ONCE, evaluate_many
from ipog.files import read_plant_text
from ipog.plant import Plant, Unit

PLANT = read_plant_text(examples.read("us-cheng-2009"))
UNIT = PLANT.units[0]


def changed(**changes: object) -> Unit:
    return Unit.model_validate({name: getattr(UNIT, name) for name in UNIT.model_fields_set} | changes)


def with_sorbent(rate: float) -> Unit:
    return changed(apcs=[{"type": "sorbent_injection", "rate": rate}, {"type": "fabric_filter"}])


UNITS = [
    UNIT,
    changed(apcs=[{"type": "esp_cold_side"}]),
    with_sorbent(1.0),
    changed(apcs=[]),
    with_sorbent(5.0),
    changed(gross_capacity=None),
    changed(boiler={"type": "circulating_fluidised_bed"}),
    changed(additives=[{"type": "calcium_bromide", "halogen_on_coal": 900}]),
    changed(coal_feed=[{"coal": "us-illinois-basin", "cleaning": {"process": "conventional"}}]),
]
"""Single and grouped, with and without size, inside and outside what field data cover, cleaned."""


@pytest.mark.parametrize("place", range(len(UNITS)))
def test_a_variant_has_the_figures_of_a_single_evaluation(place: int):
    found = evaluate_many(UNITS, "US", "units[0]", 200, 3)[place]
    plant = Plant(plant=PLANT.plant, units=[UNITS[place]])
    single = evaluate(plant, samples=200, seed=3).units[0]
    assert found.stack == single.stack
    assert found.balance_fraction == pytest.approx(
        {
            outlet: share
            for outlet, share in single.balance_fraction.items()
            if outlet in found.balance_fraction
        }
    )
    assert [target.probability_met for target in found.targets] == [
        target.probability_met for target in single.targets
    ]
    for level, stack in single.percentiles.items():
        for name in stack.__slots__:
            expected = getattr(stack, name)
            near = None if expected is None else pytest.approx(expected, rel=1e-12)
            assert getattr(found.percentiles[level], name) == near


def test_a_group_larger_than_a_piece_keeps_its_order():
    rates = [0.1 * (step + 1) for step in range(2 * CASES_AT_ONCE + 3)]
    found = evaluate_many([with_sorbent(rate) for rate in rates], "US", "units[0]", 50, 1)
    medians = [variant.percentiles[50].hg_ug_nm3 for variant in found]
    assert medians == sorted(medians, reverse=True)
    assert len(set(medians)) == len(rates)


@pytest.mark.parametrize("samples", [0, 50])
def test_progress_counts_every_variant_once(samples: int):
    seen: list[int] = []
    evaluate_many(UNITS, "US", "units[0]", samples, 1, progress=seen.append)
    assert sum(seen) == len(UNITS)


def test_without_samples_there_are_no_percentiles():
    found = evaluate_many([UNIT], "US", "units[0]", 0, 1)[0]
    assert found.percentiles == {}
    assert found.targets[0].probability_met is None


@pytest.mark.parametrize("coal_known", [True, False])
def test_stack_tests_move_and_narrow_a_variant_as_they_do_the_unit_itself(coal_known: bool):
    own = Adjustment(0.6, 0.4, 1.2, 1.4, coal_known, 3, "2024-03-01", "2024-03-03", "x.toml")
    found = evaluate_many([UNIT], "US", "units[0]", 400, 1, adjust=lambda _unit: own)[0]
    plant = Plant.model_validate({"plant": {"name": "test", "country": "US"}, "units": [UNIT]})
    single = evaluate(plant, samples=400, seed=1, adjustments={UNIT.name: own}).units[0]
    assert asdict(found.stack) == pytest.approx(asdict(single.stack), nan_ok=True)
    for level, stack in single.percentiles.items():
        assert asdict(found.percentiles[level]) == pytest.approx(asdict(stack), rel=1e-9)
    assert found.targets[0].probability_met == single.targets[0].probability_met
