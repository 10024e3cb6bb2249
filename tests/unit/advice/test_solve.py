"""Goal seeking: the cheapest settings that are just enough."""

from __future__ import annotations

import pytest
from units import goal, unit

from ipog.advice.changes import Place, apply
from ipog.advice.costs import default_economics
from ipog.advice.facts import lowest_probability
from ipog.advice.measures import Step, measures
from ipog.advice.site import Site
from ipog.advice.solve import NothingToVary, Setting, Solution, solve
from ipog.evaluate.many import evaluate_many
from ipog.plant import Unit

PLACE = Place(Site(), "US")


def found(
    given: Unit, *settings: Setting, choices: tuple[str, ...] = (), confidence: float = 0.7
) -> Solution:
    return solve(
        given,
        PLACE,
        settings,
        [measures()[name] for name in choices],
        confidence,
        default_economics(),
        200,
        1,
    )


def setting(name: str, low: float, high: float) -> Setting:
    return Setting(measures()[name], low, high)


def probability(given: Unit, name: str, level: float) -> float:
    changed = apply(Step(measures()[name], level), given, PLACE)
    chance = lowest_probability(evaluate_many([changed], "US", "units[0]", 200, 1)[0].targets)
    assert chance is not None
    return chance


PRB = unit("us-prb", ["esp_cold_side"], targets=goal("2.5 lb/TBtu"))
DRY = unit("us-north-dakota-lignite-delivered", ["spray_dryer", "fabric_filter"], targets=goal("1 lb/TBtu"))


def test_a_rate_is_just_enough():
    solution = found(PRB, setting("aci_brominated", 0, 10))
    (step,) = solution.steps
    assert step.level is not None
    assert solution.met
    assert solution.probability >= 0.7
    assert probability(PRB, "aci_brominated", step.level) == solution.probability
    less = step.level - 2 * solution.resolution["aci_brominated"]
    assert probability(PRB, "aci_brominated", less) < 0.7
    assert solution.resolution["aci_brominated"] <= 0.002 * 10


def test_more_confidence_takes_more():
    rates = [
        found(PRB, setting("aci_brominated", 0, 20), confidence=confidence).steps[0].level or 0.0
        for confidence in (0.5, 0.6, 0.7)
    ]
    assert rates == sorted(rates)
    assert len(set(rates)) == 3


def test_nothing_is_needed_where_the_target_is_met():
    given = unit("us-prb", ["esp_cold_side"], targets=goal("100 lb/TBtu"))
    solution = found(given, setting("aci_brominated", 0, 10))
    assert solution.steps == ()
    assert solution.met
    assert solution.cost.annualised.mid == 0


def test_an_unreachable_target_gives_the_likeliest_point_and_says_so():
    given = unit("us-prb", ["esp_cold_side"], targets=goal("0.01 lb/TBtu"))
    solution = found(given, setting("bromide_on_coal", 0, 100))
    assert not solution.met
    assert solution.probability < 0.7


def test_two_settings_cost_no_more_than_the_better_of_them_alone():
    bromide, carbon = setting("bromide_on_coal", 0, 150), setting("aci_brominated", 0, 3)
    alone = [found(DRY, bromide), found(DRY, carbon)]
    both = found(DRY, bromide, carbon)
    assert both.met
    cheapest = min(one.cost.annualised.mid for one in alone if one.met)
    assert both.cost.annualised.mid <= cheapest * 1.02


def test_a_choice_is_taken_only_if_it_pays():
    esp = found(PRB, setting("aci_brominated", 0, 10), choices=("esp_to_filter",))
    assert [step.measure.id for step in esp.steps] == ["aci_brominated"]
    hard = unit("us-prb", ["esp_cold_side"], targets=goal("0.7 lb/TBtu"))
    filtered = found(hard, setting("aci_brominated", 0, 10), choices=("esp_to_filter",))
    assert "esp_to_filter" in [step.measure.id for step in filtered.steps]


def test_what_does_not_fit_the_unit_is_told_with_its_reason():
    hot = unit("us-appalachian", ["esp_hot_side"], targets=goal("1 lb/TBtu"))
    with pytest.raises(NothingToVary, match="no filter or cold-side ESP"):
        found(hot, setting("aci_brominated", 1, 10))
