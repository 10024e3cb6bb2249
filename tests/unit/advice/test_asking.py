"""What can be asked of advice: target, budget, exclusions, objective, confidence."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from advised import advised
from units import goal, plant, unit

from ipog.advice import Site, UnitAdvice, advise
from ipog.cli.render.advice_data import advice_data
from ipog.cli.render.advice_table import advice_table
from ipog.diagnostics import InputError
from ipog.evaluate import Adjustment
from ipog.evaluate.many import Variant
from ipog.examples import ids
from ipog.plant import Unit

PRB = unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu"))
DRY = unit("us-prb", ["spray_dryer", "fabric_filter"], targets=goal("1.2 lb/TBtu"))
"""A unit for which few measures fit, so that its advice is quick."""


KNOWN: dict[str, UnitAdvice] = {}
"""Advice that was asked for already: many tests look at the same."""


def ask(given: Unit = DRY, country: str | None = "US", samples: int = 60, **asked: object) -> UnitAdvice:
    key = repr((given, country, samples, asked))
    if key not in KNOWN:
        KNOWN[key] = advise(plant(given, country), samples=samples, **asked).units[0]  # type: ignore[arg-type]
    return KNOWN[key]


def test_a_target_that_is_asked_for_replaces_those_of_the_file():
    found = ask(target="90 %")
    assert [target.limit for target in found.baseline.targets] == [90]
    assert found.target_basis == "asked for"
    assert [t.id for t in ask(target="eu-bref-2021-coal-existing-ge300").baseline.targets] == [
        "eu-bref-2021-coal-existing-ge300"
    ]


@pytest.mark.parametrize("target", ["low", "-3 ug/Nm3", "us-mats-existing-not-low-rnk"])
def test_a_target_that_is_none_is_refused_with_what_is_allowed(target: str):
    with pytest.raises(InputError, match="neither a limit") as caught:
        ask(target=target)
    assert caught.value.problems[0].allowed


def test_a_bare_number_is_a_target_in_micrograms_and_the_advice_says_so():
    found = ask(target="2.5", samples=0)
    assert [(target.limit, target.unit) for target in found.baseline.targets] == [(2.5, "ug/Nm3")]
    assert any("no unit" in assumption for assumption in found.assumptions)


def stack_tests(samples: int = 200, **tests: Adjustment) -> UnitAdvice:
    given = unit("us-prb", ["esp_cold_side"], name="one", targets=goal("2 lb/TBtu"))
    return advise(plant(given, "US"), samples=samples, adjustments=tests).units[0]


def test_stack_tests_move_every_option_and_narrow_those_that_keep_the_train():
    own = Adjustment(0.5, 0.2, 1.0, 1.0, True, 3, "2024-03-01", "2024-03-03", "x.toml")
    plain, tested = stack_tests(), stack_tests(one=own)
    assert tested.tests == own
    assert tested.baseline.stack.hg_ug_nm3 > plain.baseline.stack.hg_ug_nm3
    before = {option.id: option.variant for option in plain.levels}
    kept = {option.id: option.variant for option in tested.levels if option.id in before}

    def width(variant: Variant) -> float:
        ends = variant.percentiles
        return ends[90].hg_ug_nm3 / ends[10].hg_ug_nm3

    assert all(variant.stack.hg_ug_nm3 > before[name].stack.hg_ug_nm3 for name, variant in kept.items())
    assert width(kept["cool_esp@130"]) < 0.6 * width(before["cool_esp@130"])
    assert width(kept["aci_brominated@1"]) > 0.6 * width(before["aci_brominated@1"])


def test_without_a_target_the_limits_that_bind_the_unit_count():
    german = unit("xx-world-hard", ["esp_cold_side"], gross_capacity=700, commissioned=1985)
    found = ask(german, "DE")
    assert found.baseline.targets
    assert "bind this unit" in found.target_basis


def test_without_target_and_binding_limit_options_rank_by_the_cost_of_a_kilogram():
    found = ask(unit("us-prb", ["esp_cold_side"]), None)
    assert found.baseline.targets == ()
    assert "none" in found.target_basis
    costs = [o.cost.per_kg.mid for o in found.options if o.cost.per_kg is not None]
    assert costs == sorted(costs)


def test_what_is_excluded_is_not_offered():
    found = ask(exclude=["aci_brominated", "bromide_on_coal"])
    assert not any({"aci_brominated", "bromide_on_coal"} & set(option.measures) for option in found.options)


def test_an_unknown_measure_is_answered_with_the_nearest():
    with pytest.raises(InputError) as caught:
        ask(exclude=["aci_bromiated"])
    assert caught.value.problems[0].nearest == "aci_brominated"


def test_the_recommendation_keeps_the_budget():
    free = ask(PRB)
    assert free.recommended is not None
    budget = free.recommended.cost.annualised.mid / 2
    bound = ask(PRB, budget=budget)
    assert bound.recommended is not None
    assert bound.recommended.cost.annualised.mid <= budget
    over = [option.cost.annualised.mid > budget for option in bound.options]
    assert over == sorted(over)


def test_objectives_rank_by_what_they_say():
    emissions = [o.variant.stack.hg_kg_year for o in ask(objective="emission").options]
    assert emissions == sorted(emissions)
    chances = [o.probability_met or 0.0 for o in ask(objective="confidence").options]
    assert all(later <= earlier + 0.02 for earlier, later in pairwise(chances))


def test_less_confidence_never_costs_more():
    sure, easy = (ask(confidence=confidence).recommended for confidence in (0.85, 0.5))
    assert sure is not None
    assert easy is not None
    assert easy.cost.annualised.mid <= sure.cost.annualised.mid
    assert (easy.probability_met or 0) >= 0.5


def test_when_nothing_reaches_the_target_it_says_what_comes_nearest_and_what_limits():
    found = ask(target="0.001 lb/TBtu")
    text = " ".join(found.remarks)
    assert "comes nearest" in text
    assert "of what would leave the stack is" in text


def test_a_unit_without_capacity_gets_costs_for_a_usual_one_and_is_told_so():
    found = ask(unit("us-prb", ["fabric_filter"], gross_capacity=None, targets=goal("2 lb/TBtu")))
    assert any("500 MW" in assumption for assumption in found.assumptions)
    assert found.options[0].cost.annualised.mid != 0


def test_without_samples_a_target_is_met_or_not():
    found = ask(samples=0)
    assert {option.probability_met for option in found.options} <= {0.0, 1.0}


def test_a_coal_that_can_be_bought_is_the_one_that_is_tried():
    found = ask(site=Site(coals=("us-colorado-uinta",)))
    switched = next(option for option in found.levels if option.measures == ("switch_coal",))
    assert switched.variant.unit.coal_feed[0].coal == "us-colorado-uinta"


def test_no_space_and_no_sorbent_leave_what_needs_neither():
    found = ask(PRB, site=Site(space=False, sorbent=False))
    measures = {name for option in found.options for name in option.measures}
    assert not measures & {"aci_brominated", "toxecon", "add_wet_fgd", "polishing_filter"}
    assert "cool_esp" in measures


def test_the_same_seed_gives_the_same_advice_and_samples_are_shared():
    first, second = ask(seed=5), ask(seed=5)
    assert [o.id for o in first.options] == [o.id for o in second.options]
    assert [o.probability_met for o in first.options] == [o.probability_met for o in second.options]


def test_sensitivity_names_who_would_come_first():
    found = ask()
    ids = {option.id for option in found.levels}
    figures = [item for item in found.sensitivity if "=" not in item.case]
    assert len(figures) == 5
    assert all(item.first in ids for item in found.sensitivity if item.first)


def test_answers_that_nobody_gave_are_told_with_what_they_would_change():
    found = ask(PRB, target="2.5 lb/TBtu")
    assert found.recommended is not None
    assert "aci_brominated" in found.recommended.measures
    cases = {item.case: item for item in found.sensitivity}
    sold = cases["ash_sold=yes"]
    assert sold.changed
    assert "aci_brominated would be ruled out" in sold.text
    assert "aci_concrete_friendly" in sold.text
    assert "aci_brominated" not in sold.first
    assert cases["sorbent=no"].changed
    assert "at_coast=no" not in cases
    answered = ask(PRB, target="2.5 lb/TBtu", site=Site(ash_sold=False))
    assert not any(item.case.startswith("ash_sold") for item in answered.sensitivity)


def test_progress_ends_at_the_number_of_options():
    seen: list[tuple[int, int]] = []
    found = ask(progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (len(found.levels), len(found.levels))


def test_a_cheaper_option_that_falls_short_by_little_is_told():
    found = ask(confidence=0.95)
    assert found.recommended is not None
    near = [remark for remark in found.remarks if "would do with" in remark]
    cheap = [
        option
        for option in found.options
        if option.rung > 1
        and 0.85 <= (option.probability_met or 0) < 0.95
        and option.cost.annualised.mid <= 0.5 * found.recommended.cost.annualised.mid
    ]
    assert bool(near) == bool(cheap)


@pytest.mark.parametrize("example", ids())
def test_each_example_gets_advice_that_can_be_written_down(example: str):
    advice = advised(example)
    text = advice_table(advice)
    json.dumps(advice_data(advice), allow_nan=False)
    said = re.sub(r"\s+", " ", text)
    for found in advice.units:
        assert found.pathway
        assert all(visit.question in said for visit in found.trace.visits)
        assert sum(found.baseline.balance_fraction.values()) == pytest.approx(1, abs=1e-9)
