"""Figures of the cost table against what the works they come from say."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from ipog.advice.costs import escalation, items, prices

TABLE = tomllib.loads(files("ipog.advice").joinpath("costs.toml").read_text(encoding="utf-8"))


def test_the_plant_cost_index_has_every_year():
    years = sorted(int(year) for year in TABLE["index"]["values"])
    assert years == list(range(years[0], 2024))
    assert min(figure["year"] for item in TABLE["item"].values() for figure in [item["capital"]]) >= years[0]


def test_a_scrubber_runs_at_the_mean_cost_of_the_united_states():
    # EIA, Electric Power Annual, table 9.4: 1.79 USD/MWh in 2011, upkeep included, power not.
    scrubber = items()["wet_fgd"]
    assert scrubber.variable is not None
    upkeep = scrubber.capital.mid * escalation(scrubber.capital.year, 2011) * scrubber.fixed.mid / 100
    per_mwh = upkeep * 1000 / (8760 * 0.8) + scrubber.variable.mid * escalation(scrubber.variable.year, 2011)
    assert per_mwh == pytest.approx(1.79, rel=0.1)


def test_a_scrubber_with_a_filter_is_not_far_from_a_wet_one():
    # The mean of the EIA has both kinds.
    dry = items()["dry_scrubber"].capital.range + items()["full_filter"].capital.range
    wet = items()["wet_fgd"].capital
    factor = escalation(wet.year, items()["dry_scrubber"].capital.year)
    assert wet.low * factor < dry.mid < wet.high * factor


def test_an_electrostatic_precipitator_costs_more_than_a_pulse_jet_filter_once_did():
    # EPRI TR-100748: 63 against 50 USD/kW for new units of 250 MW in 1992.
    precipitator = items()["new_esp"].capital
    assert precipitator.year == 1992
    assert 50 < precipitator.mid < precipitator.high


def test_bulk_bromine_is_the_low_end_of_bromine_in_bromide():
    # USGS: 1.392 USD/kg in 2006.
    price = prices()["bromine_usd_kg"]
    assert price.low == pytest.approx(1.392 * escalation(2006, price.year), rel=0.05)
    assert price.mid > price.low


def test_coal_of_the_united_states_lies_in_the_range_of_the_coal_price():
    # EIA: 1.98 USD/MMBtu on HHV in 2021; LHV is some 5 % lower.
    price = prices()["coal_usd_gj"]
    assert price.low < 1.98 / 1.055056 / 0.95 < price.high
