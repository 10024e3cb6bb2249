"""Costs, each against arithmetic by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from units import unit

from ipog.advice.changes import Place, apply_all
from ipog.advice.costs import (
    Cost,
    Economics,
    Range,
    capital_recovery_factor,
    cost_of,
    default_economics,
    escalation,
    items,
    prices,
    yearly,
)
from ipog.advice.measures import Step, measures
from ipog.advice.site import Site
from ipog.evaluate.many import Variant, evaluate_many
from ipog.plant import Unit
from ipog.sources import bibliography

NO_SITE = Site()
BITUMINOUS = unit("us-appalachian", ["esp_cold_side"], capacity_factor="80 %", net_heat_rate=10000)


def evaluated(*units: Unit) -> list[Variant]:
    return evaluate_many(units, "US", "units[0]", 0, 1)


def cost(steps: list[Step], given: Unit = BITUMINOUS, site: Site = NO_SITE, **changes: object) -> Cost:
    after = apply_all(steps, given, Place(site, "US"))
    economics = replace(default_economics(), **changes)  # type: ignore[arg-type]
    before, variant = evaluated(given, after)
    return cost_of(steps, before, variant, site, economics)


def step(name: str, level: float | None = None) -> Step:
    return Step(measures()[name], level)


def row(found: Cost, label: str) -> Range:
    return next(item.amount for item in found.rows if item.label.startswith(label))


def test_the_capital_recovery_factor_is_that_of_tables():
    assert capital_recovery_factor(0.08, 20) == pytest.approx(0.10185, abs=5e-6)
    assert capital_recovery_factor(0.05, 10) == pytest.approx(0.12950, abs=5e-6)
    assert capital_recovery_factor(0.0, 20) == 0.05


def test_500_mw_use_about_120_lb_an_hour_for_a_pound_per_million_cubic_feet():
    # EPA 2005 update: about 120 lb/h at full load, for the US fleet, whose heat rate is some 10 % higher.
    year = yearly(evaluated(BITUMINOUS)[0])
    assert year.gas_mmacf / (8760 * 0.8) == pytest.approx(120 / 1.1, rel=0.15)


def test_the_year_of_a_unit_follows_from_its_heat_rate():
    year = yearly(evaluated(BITUMINOUS)[0])
    assert year.gross_mwh == pytest.approx(500 * 8760 * 0.8)
    # 10,000 kJ/kWh net, LHV, with 7 % of its own use.
    assert year.heat_gj == pytest.approx(year.gross_mwh * 0.93 * 10)
    # Bituminous coal gives some 93 kg of CO2 a gigajoule.
    assert year.co2_t_mwh == pytest.approx(0.093 * 9.3, rel=0.04)


def test_sorbent_injection_by_hand():
    found = cost([step("aci_brominated", 2)], currency_year=2005)
    year = yearly(evaluated(BITUMINOUS)[0])
    kg = 2 * year.gas_mmacf * 0.45359237
    assert found.capital.mid == pytest.approx(5 * 500e3)
    assert row(found, "sorbent,").mid == pytest.approx(1.9 * kg)
    assert row(found, "disposal").mid == pytest.approx(25 * kg / 1000)
    assert row(found, "upkeep").mid == pytest.approx(0.04 * 5 * 500e3)
    power = 0.0002 * year.gross_mwh
    assert found.auxiliary_mwh_year == pytest.approx(power)
    assert row(found, "power").mid == pytest.approx(power * 40 * escalation(2023, 2005))
    running = 1.9 * kg + 25 * kg / 1000 + 0.2 * 500e3 + power * 40 * escalation(2023, 2005)
    assert found.running.mid == pytest.approx(running)
    assert found.annualised.mid == pytest.approx(5 * 500e3 * 0.1018522 + running, rel=1e-6)
    assert found.per_mwh.mid == pytest.approx(found.annualised.mid / (500 * 8760 * 0.8))


def test_brominated_carbon_before_an_esp_costs_about_a_mill_as_the_epa_found():
    # EPA 2005 update: less than 1 mill/kWh at most rates, in dollars of 2005.
    found = cost([step("aci_brominated", 2)], currency_year=2005)
    assert 0.2 < found.per_mwh.mid < 1.0


def test_dollars_are_carried_to_another_year_by_the_plant_cost_index():
    old, new = (cost([step("aci_brominated", 2)], currency_year=year) for year in (2005, 2023))
    assert escalation(2005, 2023) == pytest.approx(797.9 / 468.2)
    assert new.capital.mid == pytest.approx(old.capital.mid * 797.9 / 468.2)
    assert escalation(2005, 2030) == escalation(2005, 2023)


def test_capital_scales_with_size_location_and_retrofit():
    small = unit("us-appalachian", ["esp_cold_side"], gross_capacity=250)
    usual = cost([step("add_wet_fgd")]).capital.mid
    assert cost([step("add_wet_fgd")], small).capital.mid == pytest.approx(usual * 0.5 * 0.5**-0.3)
    assert cost([step("add_wet_fgd")], location_factor=0.6).capital.mid == pytest.approx(0.6 * usual)
    assert cost([step("add_wet_fgd")], retrofit_factor=1.5).capital.mid == pytest.approx(1.5 * usual)


def test_the_scale_law_stops_at_its_ends():
    tiny, small = (
        cost([step("add_wet_fgd")], unit("us-appalachian", ["esp_cold_side"], gross_capacity=mw)).capital.mid
        / mw
        for mw in (10, 50)
    )
    assert tiny == pytest.approx(small)


def test_bromine_by_hand():
    found = cost([step("bromide_on_coal", 50)], currency_year=2016)
    year = yearly(evaluated(BITUMINOUS)[0])
    assert row(found, "bromine").mid == pytest.approx(2.2 * year.coal_t * 50 / 1000)


def test_a_better_heat_rate_saves_fuel_and_carbon_dioxide():
    found = cost([step("heat_rate_operation", 1)])
    year = yearly(evaluated(BITUMINOUS)[0])
    saved = row(found, "fuel saved")
    assert (saved.low, saved.mid, saved.high) == pytest.approx(
        (-4 * 0.01 * year.heat_gj, -2.5 * 0.01 * year.heat_gj, -1.5 * 0.01 * year.heat_gj)
    )
    assert found.co2_t_year == pytest.approx(-0.01 * year.gross_mwh * year.co2_t_mwh)


def test_washing_by_hand():
    found = cost([step("wash_coal", 100)], currency_year=2016)
    year = yearly(evaluated(BITUMINOUS)[0])
    assert row(found, "washing").mid == pytest.approx(3 * year.coal_t)
    lost = row(found, "heat lost")
    assert lost.mid == pytest.approx(0.1 * year.heat_gj * 2.5 * escalation(2023, 2016))


def test_limestone_and_power_make_the_carbon_dioxide_of_a_scrubber():
    found = cost([step("add_wet_fgd")])
    before = evaluated(BITUMINOUS)[0]
    year = yearly(before)
    so2_t = year.dry_mnm3 * float(before.case.so2_mg_nm3) / 1000
    expected = 0.95 * so2_t * 44.009 / 64.064 + 0.017 * year.gross_mwh * year.co2_t_mwh
    assert found.co2_t_year == pytest.approx(expected)


def test_ash_that_can_no_longer_be_sold_is_a_cost_where_it_is_sold():
    sold, dumped = (
        cost([step("aci_brominated", 2)], site=Site(ash_sold=answer), currency_year=2005)
        for answer in (True, False)
    )
    year = yearly(evaluated(BITUMINOUS)[0])
    ash = float(evaluated(BITUMINOUS)[0].case.feed.coal.ash)
    assert sold.annualised.mid - dumped.annualised.mid == pytest.approx(30 * 0.8 * ash * year.coal_t)


@pytest.mark.parametrize("name", ["toxecon", "aci_concrete_friendly"])
def test_what_keeps_the_ash_clean_loses_no_sale(name: str):
    sold = cost([step(name, 2)], site=Site(ash_sold=True))
    assert not any("no longer sold" in item.label for item in sold.rows)


def test_a_standing_injection_needs_no_second_silo_and_its_sorbent_is_credited():
    present = unit("us-appalachian", [{"type": "sorbent_injection", "rate": 4}, "esp_cold_side"])
    found = cost([step("aci_brominated", 2)], present, currency_year=2005)
    assert found.capital.mid == 0
    year = yearly(evaluated(present)[0])
    assert row(found, "present sorbent").mid == pytest.approx(-1.1 * 4 * year.gas_mmacf * 0.45359237)


def test_the_cost_of_a_kilogram_is_over_what_the_stack_no_longer_emits():
    found = cost([step("aci_brominated", 2)])
    before, after = evaluated(
        BITUMINOUS, apply_all([step("aci_brominated", 2)], BITUMINOUS, Place(NO_SITE, "US"))
    )
    assert before.stack.hg_kg_year is not None
    assert after.stack.hg_kg_year is not None
    kept = before.stack.hg_kg_year - after.stack.hg_kg_year
    assert found.per_kg is not None
    assert found.per_kg.mid == pytest.approx(found.annualised.mid / kept)


def test_an_owners_price_counts_in_dollars_of_the_result():
    found = cost([step("bromide_on_coal", 50)], prices={"bromine_usd_kg": 3.0}, currency_year=2020)
    year = yearly(evaluated(BITUMINOUS)[0])
    bromine = row(found, "bromine")
    assert (bromine.low, bromine.high) == pytest.approx((3 * year.coal_t * 0.05,) * 2)


def test_low_mid_and_high_are_in_order():
    for name, level in [("aci_brominated", 2.0), ("add_wet_fgd", None), ("heat_rate_upgrade", 3.0)]:
        found = cost([step(name, level)])
        for amount in (found.capital, found.running, found.annualised):
            assert amount.low <= amount.mid <= amount.high


def test_every_figure_of_the_table_has_source_year_and_order():
    figures = [*prices().values()]
    for item in items().values():
        figures += [f for f in (item.capital, item.fixed, item.variable, item.auxiliary) if f is not None]
    for figure in figures:
        assert figure.low <= figure.mid <= figure.high
        assert figure.source in bibliography()
        assert 1992 <= figure.year <= 2023  # the index begins in 1992
        assert figure.kind in ("published", "judgement")
        if bibliography()[figure.source].access == "recalled":
            assert figure.kind == "judgement"
    assert isinstance(default_economics(), Economics)
