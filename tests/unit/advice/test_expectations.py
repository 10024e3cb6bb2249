"""What experts expect of advice, plant by plant."""

from __future__ import annotations

from functools import cache

import pytest
from units import goal, plant, unit

from ipog.advice import Option, Site, UnitAdvice, advise
from ipog.plant import Unit

SUBBITUMINOUS = unit("us-prb", ["esp_cold_side"], targets=goal("1.2 lb/TBtu"))
FULL_TRAIN = unit("us-illinois-basin", ["scr", "esp_cold_side", "wet_fgd"], targets=goal("1.2 lb/TBtu"))
HOT = unit("us-appalachian", ["esp_hot_side"], targets=goal("1.2 lb/TBtu"))
INDIAN = unit("in-kahalgaon", ["esp_cold_side"], targets=goal("10 ug/Nm3"))
BED = unit(
    "us-appalachian",
    ["fabric_filter"],
    boiler={"type": "circulating_fluidised_bed"},
    targets=goal("30 ug/Nm3"),
)
LIGNITE = unit(
    "us-north-dakota-lignite-delivered", ["spray_dryer", "fabric_filter"], targets=goal("4 lb/TBtu")
)
SORBENTS = {
    "aci_untreated",
    "aci_brominated",
    "aci_concrete_friendly",
    "aci_so3_tolerant",
    "aci_before_air_preheater",
    "amended_silicate",
}
SELLER = Site(ash_sold=True)
SELLING = unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu"))


@cache
def advice(name: str) -> UnitAdvice:
    given: dict[str, tuple[Unit, str, Site]] = {
        "subbituminous": (SUBBITUMINOUS, "US", Site()),
        "full": (FULL_TRAIN, "US", Site()),
        "hot": (HOT, "US", Site()),
        "indian": (INDIAN, "IN", Site()),
        "bed": (BED, "US", Site()),
        "seller": (SELLING, "US", SELLER),
        "lignite": (LIGNITE, "US", Site()),
    }
    one, country, site = given[name]
    return advise(plant(one, country), site=site, samples=400).units[0]


def place(options: tuple[Option, ...], *measures: str) -> int:
    """Place in the ranking of the option that is exactly these measures."""
    return next(at for at, option in enumerate(options) if set(option.measures) == set(measures))


def test_low_chlorine_subbituminous_with_esp_puts_bromine_above_untreated_carbon():
    options = advice("subbituminous").options
    untreated = place(options, "aci_untreated")
    assert place(options, "aci_brominated") < untreated
    assert place(options, "bromide_on_coal", "aci_untreated") < untreated


def test_bituminous_with_the_full_train_is_optimised_first():
    found = advice("full")
    first = next(step.option for step in found.pathway if step.option and step.option.rung > 1)
    assert first.rung <= 3
    assert set(first.measures) & {"fgd_additive", "add_catalyst_layer", "renew_catalyst"}
    assert {"add_scr", "add_wet_fgd", "esp_to_filter", "polishing_filter"} <= set(found.trace.closed) | {
        "add_wet_fgd"
    }
    assert not any("esp_to_filter" in option.measures for option in found.options)


def test_hot_side_esp_gets_no_carbon_in_front():
    found = advice("hot")
    assert set(found.trace.closed) >= SORBENTS
    assert "toxecon" in found.trace.opened
    assert not any(set(option.measures) & SORBENTS for option in found.options)


def test_high_ash_indian_coal_comes_to_coal_and_standing_plant_before_sorbent():
    found = advice("indian")
    rungs = [[step.measure.rung for step in s.option.steps] for s in found.pathway if s.option]
    highest = [max(each) for each in rungs]
    assert highest == sorted(highest)
    assert any("wash_coal" in step.option.measures for step in found.pathway if step.option)
    first = next(step.option for step in found.pathway if step.option and step.option.rung > 1)
    assert first.rung <= 3


def test_fluidised_bed_with_filter_needs_nothing_at_a_lenient_limit():
    found = advice("bed")
    assert found.recommended is None
    assert [visit.node for visit in found.trace.visits] == ["target"]
    assert all(option.rung == 1 for option in found.options)
    assert any("nothing more is needed" in remark for remark in found.remarks)


def test_who_sells_ash_gets_a_polishing_filter_or_a_sorbent_that_concrete_bears():
    found = advice("seller")
    assert {"toxecon", "aci_concrete_friendly"} <= set(found.trace.opened)
    assert {"aci_untreated", "aci_brominated"} <= set(found.trace.closed)
    clean = {"toxecon", "aci_concrete_friendly", "amended_silicate"}
    dedicated = [option for option in found.options if option.rung == 5]
    assert dedicated
    assert all(set(option.measures) & clean for option in dedicated)
    assert found.recommended in dedicated


def test_lignite_behind_a_spray_dryer_gets_bromine():
    found = advice("lignite")
    assert found.recommended is not None
    assert set(found.recommended.measures) & {"bromide_on_coal", "aci_brominated"}
    assert "bromide_on_coal" in found.options[0].measures or "aci_brominated" in found.options[0].measures


@pytest.mark.parametrize("name", ["subbituminous", "full", "hot", "indian", "seller", "lignite"])
def test_the_front_falls_and_the_curve_rises(name: str):
    found = advice(name)
    emissions = [option.variant.stack.hg_kg_year or 0.0 for option in found.pareto]
    costs = [option.cost.annualised.mid for option in found.pareto]
    assert emissions == sorted(emissions, reverse=True)
    assert costs == sorted(costs)
    prices = [step.usd_per_kg for step in found.abatement]
    assert prices == sorted(prices)
    total = sum(step.kept_kg_year for step in found.abatement)
    assert total == pytest.approx(found.abatement[-1].total_kg_year)


@pytest.mark.parametrize("name", ["subbituminous", "full", "hot", "indian", "seller", "lignite"])
def test_nothing_that_was_ruled_out_is_offered_and_no_measure_is_idle(name: str):
    found = advice(name)
    for option in found.options:
        assert not set(option.measures) & set(found.trace.closed)
        assert len(option.steps) <= 3
        assert option.rung == 1 or option.variant.stack.hg_ug_nm3 < found.baseline.stack.hg_ug_nm3
    assert len(found.levels) <= 300


@pytest.mark.parametrize("name", ["subbituminous", "full", "hot", "indian", "seller", "lignite"])
def test_the_pathway_begins_with_a_measurement_and_each_step_says_what_to_verify(name: str):
    path = advice(name).pathway
    assert "measure the stack" in path[0].title
    assert all(step.verify and step.why for step in path)
    assert path[-1].option is not None
