"""From a plant to named figures: they agree with each other and with hand calculations."""

from __future__ import annotations

import pytest
from plants import MINIMAL_COAL, plant, unit_data

from ipog.diagnostics import InputError
from ipog.evaluate import evaluate, gas_volume
from ipog.results import UnitResult


def result(*apcs: object, **changed: object) -> UnitResult:
    return evaluate(plant(unit_data(*apcs, **changed))).units[0]  # type: ignore[arg-type]


def test_mercury_per_heat_follows_from_mercury_and_heating_value() -> None:
    coal = result("esp_cold_side").coal
    # 0.1 mg/kg dry over 27.7 MJ/kg dry is 3.610 mg/GJ, or 8.397 lb/TBtu.
    assert coal.mercury_mg_gj_hhv == pytest.approx(0.1 / 27.7e-3, rel=1e-9)
    assert coal.mercury_lb_tbtu == pytest.approx(8.397, abs=1e-3)


def test_gas_volume_is_near_the_f_factor() -> None:
    assert result("esp_cold_side").flue_gas.dry_nm3_per_gj_hhv_at_6pct_o2 == pytest.approx(342.8, rel=0.03)


def test_stack_units_agree_with_each_other() -> None:
    unit = result("esp_cold_side", gross_capacity=500, capacity_factor="70 %", gross_efficiency="40 %")
    stack, gas = unit.stack, unit.flue_gas
    assert stack.hg_mg_gj == pytest.approx(stack.hg_ug_nm3 * gas.dry_nm3_per_gj_hhv_at_6pct_o2 * 1e-3)
    assert stack.hg_lb_tbtu == pytest.approx(stack.hg_mg_gj / 0.4299226, rel=1e-6)
    assert stack.hg_g_gwh == pytest.approx(stack.hg_lb_gwh * 453.59237)
    assert stack.hg_g_h == pytest.approx(stack.hg_ug_nm3 * gas.flow_nm3_h * 1e-6)
    assert stack.hg_g_h == pytest.approx(stack.hg_g_gwh * 0.5, rel=1e-9)
    assert stack.hg_kg_year == pytest.approx(stack.hg_g_h * 8760 * 0.7 * 1e-3)


def test_coal_burn_follows_from_capacity_and_efficiency() -> None:
    unit = result("esp_cold_side", gross_capacity=500, gross_efficiency="40 %")
    burn_kg_h = 500 / 0.40 * 3600 / unit.coal.lhv_mj_kg_as_received
    assert unit.flue_gas.coal_feed_kg_h == pytest.approx(burn_kg_h)


@pytest.mark.parametrize(
    "given",
    [
        {"gross_efficiency": "40 %"},
        {"gross_heat_rate": "9000 kJ/kWh"},
        {"net_efficiency": "37.2 %", "auxiliary_power": "7 %"},
        {"net_heat_rate": 9677.4193548387, "auxiliary_power": "7 %"},
    ],
    ids=lambda given: next(iter(given)),
)
def test_every_way_to_give_the_efficiency_burns_the_same(given: dict[str, object]) -> None:
    unit = result("esp_cold_side", gross_capacity=500, **given)
    assert unit.stack.hg_g_gwh == pytest.approx(
        result("esp_cold_side", gross_capacity=500, gross_efficiency="40 %").stack.hg_g_gwh
    )


def test_efficiency_on_hhv_is_read_as_such() -> None:
    lhv = result("esp_cold_side", gross_efficiency="40 %")
    hhv = result("esp_cold_side", gross_efficiency="40 %", efficiency_basis="hhv")
    ratio = lhv.coal.lhv_mj_kg_as_received / lhv.coal.hhv_mj_kg_as_received
    assert hhv.stack.hg_g_gwh == pytest.approx(lhv.stack.hg_g_gwh * ratio)


def test_without_capacity_masses_are_unknown_and_the_rest_is_known() -> None:
    unit = result("esp_cold_side")
    assert unit.stack.hg_g_h is None
    assert unit.stack.hg_kg_year is None
    assert unit.balance_kg_year is None
    assert unit.stack.hg_lb_gwh > 0


def test_load_scales_the_hour_and_not_the_year() -> None:
    full = result("esp_cold_side", gross_capacity=500)
    half = result("esp_cold_side", gross_capacity=500, load="50 %")
    assert half.stack.hg_g_h == pytest.approx(full.stack.hg_g_h / 2)
    assert half.stack.hg_kg_year == pytest.approx(full.stack.hg_kg_year)


def test_balance_names_every_outlet_and_adds_up() -> None:
    unit = result("scr", "esp_cold_side", "wet_fgd", gross_capacity=500)
    assert sum(unit.balance_fraction.values()) == pytest.approx(1.0, rel=1e-12)
    assert {"bottom_ash", "fly_ash", "fgd_solids", "waste_water", "stack"} <= set(unit.balance_fraction)
    year = dict(unit.balance_kg_year or {})
    assert year.pop("coal") == pytest.approx(sum(year.values()), rel=1e-9)
    assert year["stack"] == pytest.approx(unit.stack.hg_kg_year)


def test_stages_run_from_furnace_to_stack() -> None:
    unit = result("scr", "esp_cold_side", "wet_fgd")
    assert [stage.after for stage in unit.stages] == [
        "furnace",
        "scr",
        "air_preheater",
        "esp_cold_side",
        "wet_fgd",
    ]
    removed = [stage.removed_fraction_of_coal_hg for stage in unit.stages]
    assert removed == sorted(removed)
    assert unit.stages[-1].hg_total_ug_nm3 == pytest.approx(unit.stack.hg_ug_nm3)


def test_defaults_are_listed_with_source_and_given_values_are_not() -> None:
    fields = {item.field for item in result("scr").assumptions}
    assert {"units[0].apcs[0].catalyst_age", "units[0].boiler.unburned_carbon"} <= fields
    given = result(
        {"type": "scr", "catalyst_age": "16000 h"}, boiler={"type": "wall", "unburned_carbon": "4 %"}
    )
    fields = {item.field for item in given.assumptions}
    assert not {"units[0].apcs[0].catalyst_age", "units[0].boiler.unburned_carbon"} & fields


def test_same_carbon_a_gas_volume_counts_the_same() -> None:
    # 1 % carbon in the ash of a coal with four times the ash carries about what 4 % does.
    low = result("esp_cold_side", boiler={"type": "wall", "unburned_carbon": "4 %"}).stack.removal_fraction
    more = result("esp_cold_side", boiler={"type": "wall", "unburned_carbon": "8 %"}).stack.removal_fraction
    assert more > low


def test_own_target_is_compared_in_its_own_unit() -> None:
    targets = [
        {"name": "loose", "value": "50 ug/Nm3"},
        {"name": "tight", "value": "0.01 lb/TBtu"},
        {"name": "removal", "value": "99.9 %"},
        {"name": "mass", "value": "1 kg/year"},
    ]
    loose, tight, removal, mass = result("esp_cold_side", targets=targets).targets
    assert loose.met is True
    assert loose.margin_fraction is not None
    assert 0 < loose.margin_fraction < 1
    assert tight.met is False
    assert removal.met is False
    assert mass.met is None
    assert mass.predicted is None


def test_limit_by_id_is_compared() -> None:
    (target,) = result("esp_cold_side", targets=["eu-bref-2021-coal-existing-ge300"]).targets
    assert (target.limit, target.unit) == (pytest.approx(4.0, rel=0.01), "ug/Nm3")
    assert target.source


def test_all_unknown_ids_are_named_at_once() -> None:
    bad = unit_data("esp_cold_side", targets=["eu-bref-2021-coal-existing-ge30"])
    worse = {**bad, "coal_feed": [{"coal": "za-highvelt"}]}
    with pytest.raises(InputError) as caught:
        evaluate(plant(bad, worse))
    found = {problem.path: problem.nearest for problem in caught.value.problems}
    assert found["units[0].targets[0]"] == "eu-bref-2021-coal-existing-ge300"
    assert found["units[1].coal_feed[0].coal"] == "za-highveld"
    assert found["units[1].targets[0]"] == "eu-bref-2021-coal-existing-ge300"


def test_coal_without_mercury_is_refused() -> None:
    washed = {**MINIMAL_COAL, "cleaning": {"mercury_removal": "100 %"}}
    with pytest.raises(InputError, match="holds no mercury"):
        result("esp_cold_side", coal_feed=[washed])


def test_measurement_stands_beside_the_prediction_and_changes_nothing() -> None:
    measured = [{"quantity": "removal", "value": "50 %"}, {"quantity": "stack_hg", "value": "4 ug/Nm3"}]
    plain, beside = result("esp_cold_side"), result("esp_cold_side", measured=measured)
    assert beside.stack == plain.stack
    removal, stack = beside.measured
    assert removal.predicted == pytest.approx(100 * plain.stack.removal_fraction)
    assert stack.predicted == pytest.approx(plain.stack.hg_ug_nm3)


@pytest.mark.parametrize(
    ("changed", "caution"),
    [
        ({"coal_feed": [{"rank": "bituminous", "trace": {"mercury": 3.0}}]}, "outside-range"),
        ({"boiler": {"type": "wall", "air_preheater_exit_temperature": "240 degC"}}, "outside-range"),
        ({"boiler": {"type": "wall", "loss_on_ignition": "5 %"}}, "loss-on-ignition"),
        ({"apcs": [{"type": "esp_cold_side"}, {"type": "fixed_bed"}]}, "thin-evidence"),
        (
            {"apcs": [{"type": "sorbent_injection", "rate": 2}, {"type": "esp_hot_side"}]},
            "hot-sorbent",
        ),
    ],
)
def test_doubtful_inputs_compute_with_a_caution(changed: dict[str, object], caution: str) -> None:
    unit = result("esp_cold_side", **changed)
    assert caution in {item.id for item in unit.warnings}
    assert unit.stack.hg_ug_nm3 > 0


def test_every_source_of_a_result_resolves() -> None:
    from ipog.sources import cite

    unit = result("scr", {"type": "sorbent_injection", "rate": 2}, "fabric_filter", "wet_fgd")
    assert all(cite(key).citation for key in unit.sources)
    assert all(cite(item.source).citation for item in unit.assumptions)


def test_gas_volume_of_a_library_coal() -> None:
    from ipog.coals import as_coal, find, resolve

    coal = resolve(as_coal(find("us-appalachian")), "coal").coal
    assert gas_volume(coal) == pytest.approx(343, rel=0.03)


def injection(**settings: object) -> dict[str, object]:
    return {"type": "sorbent_injection", "sorbent": "brominated_pac", **settings}


def test_sorbent_by_the_hour_is_spread_over_the_actual_gas() -> None:
    size = {"gross_capacity": 500, "gross_efficiency": "40 %"}
    hourly = result(injection(rate="100 kg/h"), "esp_cold_side", **size)
    burn = hourly.flue_gas.coal_feed_kg_h
    assert burn is not None
    # Wet gas at 3.5 % O2 with 8 % leakage is about that at 6 % O2; heat makes it 1.53 times as large.
    m3_h = burn * hourly.flue_gas.wet_nm3_per_kg_at_6pct_o2 * (145 + 273.15) / 273.15
    rate = 100 / 0.45359237 / (m3_h * 35.3147e-6)
    volume = result(injection(rate=rate), "esp_cold_side", **size)
    assert hourly.stack.hg_ug_nm3 == pytest.approx(volume.stack.hg_ug_nm3, rel=0.05)


def test_half_the_gas_doubles_the_rate() -> None:
    full = result(injection(rate="100 kg/h"), "esp_cold_side", gross_capacity=500)
    half = result(injection(rate="50 kg/h"), "esp_cold_side", gross_capacity=500, load="50 %")
    assert half.stack.hg_ug_nm3 == pytest.approx(full.stack.hg_ug_nm3)


def test_sorbent_by_the_hour_needs_the_size_of_the_unit() -> None:
    with pytest.raises(InputError, match="needs the gas flow") as caught:
        result(injection(rate="100 kg/h"), "esp_cold_side")
    assert caught.value.problems[0].path == "units[0].apcs[0].mass_rate"


def test_a_unit_without_devices_is_evaluated_with_a_warning() -> None:
    bare = evaluate(plant(unit_data())).units[0]
    assert [warning.field for warning in bare.warnings if "no device is given" in warning.message] == [
        "units[0].apcs"
    ]
    assert bare.stack.removal_fraction < 0.1
