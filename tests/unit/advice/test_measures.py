"""Measures: the table is whole, and each changes a unit as it says."""

from __future__ import annotations

from contextlib import suppress

import pytest
from units import UNITS, unit

from ipog.advice.changes import CHANGES, NotPossible, Place, apply, apply_all
from ipog.advice.costs import items, prices
from ipog.advice.measures import RUNGS, Step, measures, practices, steps
from ipog.advice.site import Site
from ipog.evaluate.many import evaluate_many
from ipog.plant import DEVICE_CLASSES
from ipog.sources import bibliography

PLACE = Place(Site(coals=("us-illinois-basin", "us-colorado-uinta")), "US")


def step(name: str, level: float | None = None) -> Step:
    measure = measures()[name]
    if level is None and measure.levels:
        level = measure.levels[0]
    return Step(measure, level)


def kinds(changed: object) -> list[str]:
    return [device.type for device in changed.apcs]  # type: ignore[attr-defined]


def test_each_measure_has_its_change_and_each_change_its_measure():
    assert set(CHANGES) == set(measures())


@pytest.mark.parametrize("name", list(measures()))
def test_each_measure_is_described(name: str):
    measure = measures()[name]
    assert measure.rung in RUNGS
    assert measure.maturity in ("established", "emerging")
    assert 0 < measure.months[0] <= measure.months[1]
    assert measure.needs
    assert measure.risks
    assert all(source in bibliography() for source in measure.sources)
    assert measure.sources
    assert bool(measure.levels) == bool(measure.level_unit)
    assert all(item in items() or item == "full_filter_if_new" for item in measure.cost_items)
    for use in measure.uses:
        kind, _, price = use.partition(":")
        assert kind != "sorbent" or price in prices()


def test_each_practice_names_devices_and_sources_that_exist():
    types = {device.model_fields["type"].annotation.__args__[0] for device in DEVICE_CLASSES}
    for practice in practices():
        assert set(practice.needs_device) <= types
        assert all(source in bibliography() for source in practice.sources)


@pytest.mark.parametrize("name", list(measures()))
def test_each_measure_fits_some_unit_which_can_then_be_evaluated(name: str):
    fitting = []
    for present in UNITS.values():
        for one in steps(measures()[name]):
            with suppress(NotPossible):
                fitting.append(apply(one, present, PLACE))
    assert fitting
    for variant in evaluate_many(fitting, "US", "units[0]", 0, 1):
        assert variant.stack.hg_ug_nm3 > 0
        assert sum(variant.balance_fraction.values()) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("name", list(measures()))
def test_a_measure_leaves_the_unit_before_it_as_it_was(name: str):
    for present in UNITS.values():
        copy = present.model_dump()
        try:
            changed = apply(step(name), present, PLACE)
        except NotPossible:
            continue
        assert present.model_dump() == copy
        assert changed != present


def test_a_heat_rate_measure_lowers_the_mass_and_not_the_concentration():
    given = unit("us-prb", ["esp_cold_side"], net_heat_rate=10000)
    before, after = evaluate_many(
        [given, apply(step("heat_rate_upgrade", 3), given, PLACE)], "US", "units[0]", 0, 1
    )
    assert after.stack.hg_ug_nm3 == pytest.approx(before.stack.hg_ug_nm3)
    assert before.stack.hg_kg_year is not None
    assert after.stack.hg_kg_year == pytest.approx(0.97 * before.stack.hg_kg_year)


def test_sorbent_goes_right_before_the_last_collector_behind_a_spray_dryer():
    changed = apply(step("aci_brominated", 2), UNITS["dry"], PLACE)
    assert kinds(changed) == ["spray_dryer", "sorbent_injection", "fabric_filter"]


def test_a_standing_injection_is_replaced_and_not_doubled():
    present = apply(step("aci_untreated", 3), UNITS["prb_esp"], PLACE)
    assert kinds(apply(step("aci_brominated", 2), present, PLACE)) == ["sorbent_injection", "esp_cold_side"]
    with pytest.raises(NotPossible, match="injected already"):
        apply(step("aci_untreated", 1), present, PLACE)


def test_carbon_is_not_put_before_a_hot_side_esp_alone():
    with pytest.raises(NotPossible, match="no filter or cold-side ESP"):
        apply(step("aci_brominated", 2), UNITS["hot_esp"], PLACE)
    assert kinds(apply(step("toxecon", 1), UNITS["hot_esp"], PLACE)) == [
        "esp_hot_side",
        "sorbent_injection",
        "fabric_filter",
    ]


def test_measures_are_applied_in_the_order_of_the_gas_whatever_the_order_given():
    wanted = [step("aci_brominated", 2), step("add_wet_fgd"), step("esp_to_filter"), step("add_scr")]
    changed = apply_all(wanted, UNITS["prb_esp"], PLACE)
    assert kinds(changed) == ["scr", "sorbent_injection", "fabric_filter", "wet_fgd"]
    assert changed == apply_all(list(reversed(wanted)), UNITS["prb_esp"], PLACE)


def test_a_spray_dryer_comes_with_a_filter_unless_one_stands_there():
    assert kinds(apply(step("add_spray_dryer"), UNITS["prb_esp"], PLACE)) == [
        "esp_cold_side",
        "spray_dryer",
        "fabric_filter",
    ]
    assert kinds(apply(step("add_spray_dryer"), UNITS["filter"], PLACE)) == ["spray_dryer", "fabric_filter"]


def test_a_washed_coal_is_not_washed_again():
    washed = apply(step("wash_coal"), UNITS["weak_esp"], PLACE)
    for name in ("wash_coal", "dry_clean_coal"):
        with pytest.raises(NotPossible, match="cleaned already"):
            apply(step(name), washed, PLACE)
    named = unit(
        {
            "rank": "bituminous",
            "name": "washed, March",
            "trace": {"mercury": 0.1},
            "heating_value": {"hhv": 27},
        },
        ["esp_cold_side"],
    )
    with pytest.raises(NotPossible, match="washed already"):
        apply(step("wash_coal"), named, PLACE)


def test_a_blend_keeps_the_shares_of_the_others_in_proportion():
    feed = [{"coal": "us-prb", "share": 75}, {"coal": "us-green-river-wyoming", "share": 25}]
    changed = apply(step("blend_halogen_coal", 20), unit("us-prb", ["esp_cold_side"], coal_feed=feed), PLACE)
    assert [float(coal.share or 0) for coal in changed.coal_feed] == pytest.approx([60, 20, 20])
    assert changed.coal_feed[-1].coal == "us-illinois-basin"


def test_another_coal_must_have_a_quarter_less_mercury():
    with pytest.raises(NotPossible, match="quarter less mercury"):
        apply(step("switch_coal"), unit("us-colorado-uinta", ["esp_cold_side"]), PLACE)
    assert apply(step("switch_coal"), UNITS["prb_esp"], PLACE).coal_feed[0].coal == "us-colorado-uinta"


def test_carbon_in_ash_is_changed_only_where_it_is_known():
    with pytest.raises(NotPossible, match="not in the file"):
        apply(step("raise_carbon_in_ash"), UNITS["prb_esp"], PLACE)
    assert apply(step("raise_carbon_in_ash"), UNITS["weak_esp"], PLACE).boiler.unburned_carbon == 6
    assert apply(step("fine_coal_and_tuning"), UNITS["weak_esp"], PLACE).boiler.unburned_carbon == 2


@pytest.mark.parametrize("name", ["aci_untreated", "aci_brominated", "bromide_on_coal", "blend_halogen_coal"])
def test_more_of_it_never_leaves_more_mercury(name: str):
    chain = [apply(one, UNITS["prb_esp"], PLACE) for one in steps(measures()[name])]
    found = [v.stack.hg_lb_tbtu for v in evaluate_many([UNITS["prb_esp"], *chain], "US", "units[0]", 0, 1)]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("name", "level", "fits"),
    [("cool_esp", 60.0, "prb_esp"), ("aci_brominated", -1.0, "prb_esp"), ("wash_coal", 120.0, "hot_esp")],
)
def test_a_level_that_no_plant_can_have_is_refused_with_a_reason(name: str, level: float, fits: str):
    with pytest.raises(NotPossible):
        apply(step(name, level), UNITS[fits], PLACE)


@pytest.mark.parametrize("name", ["wash_coal", "wash_jig", "wash_flotation", "dry_clean_coal"])
def test_washing_half_leaves_half_of_what_washing_all_takes(name: str):
    whole, half, none = (
        evaluate_many([given], "US", "units[0]", 0, 1)[0].case.feed.coal
        for given in (
            apply(step(name, 100), UNITS["hot_esp"], PLACE),
            apply(step(name, 50), UNITS["hot_esp"], PLACE),
            UNITS["hot_esp"],
        )
    )
    taken = [
        1 - float(c.mercury_mg_kg / c.hhv_mj_kg) / float(none.mercury_mg_kg / none.hhv_mj_kg)
        for c in (whole, half)
    ]
    assert taken[1] == pytest.approx(taken[0] / 2, rel=0.15)


def test_flotation_takes_more_mercury_than_dense_medium_and_that_more_than_jigs():
    left = [
        evaluate_many([apply(step(name, 100), UNITS["hot_esp"], PLACE)], "US", "units[0]", 0, 1)[0]
        for name in ("wash_flotation", "wash_coal", "wash_jig")
    ]
    mercury = [float(variant.case.feed.coal.mercury_mg_kg) for variant in left]
    assert mercury == sorted(mercury)
