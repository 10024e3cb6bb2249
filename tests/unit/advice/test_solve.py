"""Goal seeking: the cheapest settings that are just enough."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from units import goal, unit

from ipog.advice.changes import Place, apply, apply_all
from ipog.advice.costs import cost_of, default_economics
from ipog.advice.facts import lowest_probability
from ipog.advice.measures import Step, measures
from ipog.advice.site import Site
from ipog.advice.solve import NothingToVary, Setting, Solution, solve
from ipog.calibration import carried
from ipog.evaluate import Adjustment
from ipog.evaluate.many import evaluate_many
from ipog.plant import Unit

PLACE = Place(Site(), "US")


def found(
    given: Unit,
    *settings: Setting,
    choices: tuple[str, ...] = (),
    confidence: float = 0.7,
    place: Place = PLACE,
) -> Solution:
    return solve(
        given,
        place,
        settings,
        [Step(measures()[name], None) for name in choices],
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


def grid(given: Unit, axes: dict[str, np.ndarray], confidence: float = 0.7) -> float:
    """The cheapest point of an exhaustive grid that meets the targets [USD/year]: the oracle."""
    points = []
    for levels in product(*axes.values()):
        steps = [
            Step(measures()[name], float(level))
            for name, level in zip(axes, levels, strict=True)
            if level > 0
        ]
        points.append((steps, apply_all(steps, given, PLACE)))
    baseline, *variants = evaluate_many([given, *(each for _, each in points)], "US", "units[0]", 200, 1)
    return min(
        cost_of(steps, baseline, variant, PLACE.site, default_economics()).annualised.mid
        for (steps, _), variant in zip(points, variants, strict=True)
        if (lowest_probability(variant.targets) or 0.0) >= confidence
    )


def test_one_setting_costs_what_an_exhaustive_grid_finds():
    oracle = grid(PRB, {"aci_brominated": np.linspace(0, 10, 101)})
    solution = found(PRB, setting("aci_brominated", 0, 10))
    assert solution.cost.annualised.mid == pytest.approx(oracle, rel=0.03)
    assert solution.evaluated < 40


def test_two_settings_cost_no_more_than_an_exhaustive_grid_or_the_better_of_them_alone():
    bromide, carbon = setting("bromide_on_coal", 0, 150), setting("aci_brominated", 0, 3)
    axes = {"bromide_on_coal": np.linspace(0, 150, 11), "aci_brominated": np.linspace(0, 3, 11)}
    solution = found(DRY, bromide, carbon)
    cost = solution.cost.annualised.mid
    assert solution.met
    assert "differential evolution" in solution.method
    assert cost <= grid(DRY, axes) * 1.005
    alone = [found(DRY, bromide), found(DRY, carbon)]
    assert cost <= min(one.cost.annualised.mid for one in alone if one.met)


def aimed_at(given: Unit, name: str, level: float) -> Unit:
    """The unit with the target that a level just meets."""
    changed = apply(Step(measures()[name], level), given, PLACE)
    stack = evaluate_many([changed], "US", "units[0]", 0, 1)[0].stack
    fields = {name: getattr(given, name) for name in given.model_fields_set}
    return Unit.model_validate(fields | {"targets": goal(f"{stack.hg_ug_nm3!r} ug/Nm3")})


@pytest.mark.parametrize(
    ("name", "low", "level", "high"),
    [("wash_coal", 0, 40, 100), ("close_fgd_bypass", 0, 60, 100), ("cool_esp", 110, 125, 140)],
)
def test_washing_bypass_and_temperature_are_found_too(name: str, low: float, level: float, high: float):
    train = ["esp_cold_side", {"type": "wet_fgd", "bypass": 30}]
    given = aimed_at(unit("us-appalachian", train), name, level)
    solution = found(given, setting(name, low, high), confidence=0.5)
    (step,) = solution.steps
    assert solution.met
    # Of equal costs the gentlest is taken: just what the target was made of, but for the grain of the draws.
    assert low < (step.level or 0) < high
    assert solution.variant.stack.hg_ug_nm3 == pytest.approx(solution.variant.targets[0].limit, rel=0.02)


def test_each_coal_that_the_site_names_is_tried_and_the_best_is_told():
    coals = ("us-colorado-uinta", "us-illinois-basin")
    share = setting("blend_halogen_coal", 0, 60)
    given = unit("us-prb", ["spray_dryer", "fabric_filter"], targets=goal("3 lb/TBtu"))
    both = found(given, share, confidence=0.6, place=Place(Site(coals=coals), "US"))
    single = [found(given, share, confidence=0.6, place=Place(Site(coals=(coal,)), "US")) for coal in coals]
    assert both.met
    assert both.coal == both.variant.unit.coal_feed[-1].coal
    assert both.cost.annualised.mid == min(one.cost.annualised.mid for one in single if one.met)


def test_choices_alone_are_all_run():
    hard = unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu"))
    solution = found(hard, choices=("esp_to_filter", "add_wet_fgd"), confidence=0.5)
    assert solution.evaluated == 4
    assert solution.method == "every choice was run"


def test_stack_tests_count():
    own = Adjustment(1.0, 0.3, 1.0, 1.0, True, 3, "2024-03-01", "2024-03-03", "x.toml")

    def rate(adjust: Callable[[Unit], Adjustment] | None) -> float:
        settings = [setting("aci_brominated", 0, 20)]
        found = solve(PRB, PLACE, settings, [], 0.5, default_economics(), 200, 1, adjust=adjust)
        return found.steps[0].level or 0.0

    assert rate(lambda unit: carried(own, PRB, unit)) > rate(None)
