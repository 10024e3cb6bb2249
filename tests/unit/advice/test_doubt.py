"""Two answers: what would do if the model is right, and what the wanted confidence asks for."""

from __future__ import annotations

from math import exp

import pytest
from units import goal, plant, unit

from ipog.advice import UnitAdvice, advise, in_short
from ipog.advice.doubt import trial_of
from ipog.evaluate.many import evaluate_many


def asked(target: str, confidence: float = 0.9) -> UnitAdvice:
    given = unit("us-prb", ["esp_cold_side"], targets=goal(target))
    return advise(plant(given, "US"), samples=300, confidence=confidence).units[0]


def test_what_would_do_if_the_model_is_right_costs_less_and_comes_with_its_test():
    found = asked("2 lb/TBtu")
    assert found.likely is not None
    assert found.recommended is not None
    assert found.trial is not None
    assert found.likely.cost.annualised.mid < found.recommended.cost.annualised.mid
    assert 0.5 <= (found.likely.probability_met or 0) < (found.recommended.probability_met or 0)
    assert found.trial.option is found.likely
    assert found.trial.bound < 2


def test_where_the_unit_may_do_as_it_stands_that_is_what_is_tested():
    found = asked("6 lb/TBtu")
    assert 0.5 <= (found.probability_met or 0) < 0.9
    assert found.recommended is not None
    assert found.likely is None
    assert found.trial is not None
    assert found.trial.option is None


def test_a_unit_that_keeps_its_target_needs_no_trial():
    assert asked("1000 lb/TBtu").trial is None


def test_the_bound_leaves_room_for_the_scatter_of_the_tests():
    given = unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu"))
    variant = evaluate_many([given], "US", "units[0]", 0, 1)[0]
    found = trial_of(variant, None, 0.9)
    assert found is not None
    assert found.bound == pytest.approx(2 * exp(-1.28155 * found.sd), rel=1e-4)
    assert (found.tests, found.unit) == (3, "lb/TBtu")
    assert trial_of(variant, None, 0.5).bound == pytest.approx(2)  # type: ignore[union-attr]


def test_a_removal_is_tested_from_below():
    given = unit("us-prb", ["esp_cold_side"], targets=goal("90 %"))
    variant = evaluate_many([given], "US", "units[0]", 0, 1)[0]
    found = trial_of(variant, None, 0.9)
    assert found is not None
    assert 90 < found.bound < 100


def test_the_short_answer_says_whether_the_confidence_is_reached():
    reached, missed = in_short(asked("2 lb/TBtu")), in_short(asked("0.01 lb/TBtu"))
    assert len(reached) == 3
    assert "would do" in reached[0]
    assert "what the wanted confidence asks for" in reached[1]
    assert "is the price of doubt" in reached[2]
    assert any("Nothing that was run reaches the wanted confidence" in text for text in missed)
    assert in_short(asked("1000 lb/TBtu")) == []
