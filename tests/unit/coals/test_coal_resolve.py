"""From a coal of a plant file to a coal as fired."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ipog.coals import Resolved, Value, find, resolve
from ipog.coals.draws import central
from ipog.diagnostics import InputError, Problem
from ipog.plant import Coal
from ipog.quantities.amount import Spread
from ipog.sources import bibliography

WHERE = "units[0].coal_feed[0]"

# 10 % moisture, 18 % ash as received (20 % dry), everything else dry and ash free: by hand below.
FULL: dict[str, Any] = {
    "rank": "bituminous",
    "name": "worked by hand",
    "proximate": {"moisture": 10, "ash": 18, "volatile_matter": 28.8, "fixed_carbon": 43.2},
    "ultimate": {"carbon": 80, "hydrogen": 5, "nitrogen": 1.5, "sulfur": 1, "oxygen": 12.5},
    "heating_value": {"hhv": 23.4},
    "trace": {"mercury": 0.2, "chlorine": 500, "bromine": 10, "selenium": 2, "calcium": 3000},
}


def resolved(country: str | None = None, **coal: Any) -> Resolved:
    return resolve(Coal.model_validate(coal), WHERE, country)


def problems(**coal: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        resolved(**coal)
    return caught.value.problems


def fields(result: Resolved) -> set[str]:
    return {assumption.field.removeprefix(f"{WHERE}.") for assumption in result.assumptions}


def total(result: Resolved) -> Value:
    coal = result.coal
    return coal.moisture + coal.ash + coal.carbon + coal.hydrogen + coal.nitrogen + coal.sulfur + coal.oxygen


def test_a_complete_analysis_becomes_as_received_without_assumptions() -> None:
    result = resolved(**FULL)
    coal = result.coal
    assert result.assumptions == ()
    assert result.cautions == ()
    assert (coal.name, coal.rank, coal.low_rank_share) == ("worked by hand", "bituminous", 0.0)
    # Dry, ash-free matter is 72 % of the coal as received.
    assert coal.ash == pytest.approx(0.18)
    assert coal.carbon == pytest.approx(0.576)
    assert coal.hydrogen == pytest.approx(0.036)
    assert coal.oxygen == pytest.approx(0.09)
    assert coal.volatile_matter == pytest.approx(0.288)
    assert coal.hhv_mj_kg == pytest.approx(23.4)
    # 23.4 - 2.442 x (8.936 x 0.036 + 0.10)
    assert coal.lhv_mj_kg == pytest.approx(22.3702, abs=1e-4)
    assert coal.mercury_mg_kg == pytest.approx(0.18)
    assert coal.chlorine_mg_kg == pytest.approx(450)
    assert coal.bromine_mg_kg == pytest.approx(9)
    assert coal.selenium_mg_kg == pytest.approx(1.8)
    assert coal.calcium_mg_kg == pytest.approx(2700)
    assert coal.arsenic_mg_kg is None
    assert total(result) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "changed",
    [
        # The same coal as FULL on other bases.
        {
            "proximate": {
                "basis": "dry",
                "total_moisture": 10,
                "ash": 20,
                "volatile_matter": 32,
                "fixed_carbon": 48,
            },
        },
        {
            "proximate": {
                "basis": "air_dried",
                "moisture": 4,
                "total_moisture": 10,
                "ash": 19.2,
                "volatile_matter": 30.72,
                "fixed_carbon": 46.08,
            },
        },
        {
            "ultimate": {
                "basis": "dry",
                "carbon": 64,
                "hydrogen": 4,
                "nitrogen": 1.2,
                "sulfur": 0.8,
                "oxygen": 10,
            }
        },
        {"ultimate": {"carbon": 80, "hydrogen": 5, "nitrogen": 1.5, "sulfur": 1}},
        {
            "ultimate": {
                "basis": "as_received",
                "carbon": 57.6,
                "hydrogen": 3.6,
                "nitrogen": 1.08,
                "sulfur": 0.72,
                "oxygen": 9,
                "ash": 18,
                "moisture": 10,
            },
        },
        {"heating_value": {"hhv": 26, "basis": "dry"}},
        {"heating_value": {"hhv": 32.5, "basis": "daf"}},
        # 22.3702 net as received; 26 - 2.442 x 8.936 x 0.04 net dry.
        {"heating_value": {"lhv": 22.3702}},
        {"heating_value": {"lhv": 25.12713, "basis": "dry"}},
        {
            "trace": {
                "basis": "as_received",
                "mercury": 0.18,
                "chlorine": 450,
                "bromine": 9,
                "selenium": 1.8,
                "calcium": 2700,
            },
        },
    ],
)
def test_the_basis_an_analysis_is_written_on_does_not_matter(changed: dict[str, Any]) -> None:
    expected, got = resolved(**FULL).coal, resolved(**{**FULL, **changed}).coal
    for name in ("moisture", "ash", "carbon", "hydrogen", "nitrogen", "sulfur", "oxygen", "volatile_matter"):
        assert getattr(got, name) == pytest.approx(getattr(expected, name), rel=1e-5), name
    for name in ("hhv_mj_kg", "lhv_mj_kg", "mercury_mg_kg", "chlorine_mg_kg", "calcium_mg_kg"):
        assert getattr(got, name) == pytest.approx(getattr(expected, name), rel=1e-5), name


def test_the_least_that_is_valid_is_filled_and_said() -> None:
    result = resolved(rank="bituminous", trace={"mercury": 0.1})
    assert fields(result) == {
        "proximate.moisture",
        "proximate.ash",
        "proximate.volatile_matter",
        "ultimate.carbon",
        "ultimate.hydrogen",
        "ultimate.nitrogen",
        "ultimate.sulfur",
        "ultimate.oxygen",
        "heating_value.hhv",
        "trace.chlorine",
        "trace.bromine",
    }
    assert total(result) == pytest.approx(1.0)
    assert 20 < float(result.coal.hhv_mj_kg) < 32
    assert result.coal.mercury_mg_kg == pytest.approx(0.093)
    assert set(result.sources) <= set(bibliography())


def test_every_assumption_has_a_source_and_a_reason() -> None:
    for assumption in resolved(rank="lignite", trace={"mercury": 0.1}).assumptions:
        assert assumption.source in bibliography()
        assert assumption.field.startswith(WHERE)
        assert assumption.reason


def test_missing_total_moisture_of_a_dry_analysis_is_assumed_by_rank() -> None:
    held = {"basis": "dry", "ash": 20, "volatile_matter": 42, "fixed_carbon": 38}
    result = resolved(rank="lignite", trace={"mercury": 0.1}, proximate=held)
    assert "proximate.total_moisture" in fields(result)
    assert result.coal.moisture == pytest.approx(0.37)


def test_air_dried_figures_without_their_moisture_assume_it() -> None:
    result = resolved(
        rank="bituminous", trace={"mercury": 0.1}, heating_value={"basis": "air_dried", "hhv": 28}
    )
    assert "heating_value.basis" in fields(result)


def test_missing_ash_follows_from_the_heating_value() -> None:
    result = resolved(
        rank="bituminous",
        trace={"mercury": 0.1, "chlorine": 1200},
        heating_value={"hhv": 27.6, "basis": "dry"},
    )
    # 1 - 27.6/34.5 of the dry coal, 7 % moisture.
    assert result.coal.ash == pytest.approx(0.2 * 0.93)
    assert "proximate.ash" in fields(result)
    assert result.coal.hhv_mj_kg == pytest.approx(27.6 * 0.93)


def test_unlikely_ash_from_heat_is_cautioned() -> None:
    result = resolved(rank="lignite", trace={"mercury": 0.1}, heating_value={"hhv": 8})
    assert "ash-from-heat" in {caution.id for caution in result.cautions}


def test_fixed_carbon_alone_tells_the_volatile_matter() -> None:
    given = {**FULL, "proximate": {"moisture": 10, "ash": 18, "fixed_carbon": 43.2}}
    assert resolved(**given).coal.volatile_matter == pytest.approx(0.288)


def test_volatile_matter_and_fixed_carbon_alone_tell_the_ash() -> None:
    given = {**FULL, "proximate": {"moisture": 10, "volatile_matter": 28.8, "fixed_carbon": 43.2}}
    assert resolved(**given).coal.ash == pytest.approx(0.18)


def test_sulfur_alone_keeps_its_value_and_the_rest_is_estimated() -> None:
    given = {**FULL, "ultimate": {"basis": "dry", "sulfur": 2.4}}
    result = resolved(**given)
    assert result.coal.sulfur == pytest.approx(0.024 * 0.9)
    assert "ultimate.sulfur" not in fields(result)
    assert "ultimate.carbon" in fields(result)
    assert total(result) == pytest.approx(1.0)


def test_chlorine_default_follows_rank_and_country_and_is_cautioned() -> None:
    american = resolved("US", rank="subbituminous", trace={"mercury": 0.1})
    world = resolved(rank="subbituminous", trace={"mercury": 0.1})
    dry = 1 - float(american.coal.moisture)
    assert float(american.coal.chlorine_mg_kg) / dry == pytest.approx(26)
    assert float(world.coal.chlorine_mg_kg) / dry == pytest.approx(120)
    assert "chlorine-assumed" in {caution.id for caution in american.cautions}


def test_bromine_default_follows_the_chlorine() -> None:
    result = resolved(rank="bituminous", trace={"mercury": 0.1, "chlorine": 1000})
    assert float(result.coal.bromine_mg_kg) / float(result.coal.chlorine_mg_kg) == pytest.approx(0.02)
    [bromine] = [a for a in result.assumptions if a.field.endswith("bromine")]
    assert bromine.value == pytest.approx(20)


# --- library coals --------------------------------------------------------------------------------


def test_a_library_coal_alone_is_enough() -> None:
    result = resolved(coal="us-prb")
    assert result.coal.rank == "subbituminous"
    assert result.coal.low_rank_share == 1.0
    assert result.coal.mercury_mg_kg == pytest.approx(0.078 * 0.72)
    assert result.coal.hhv_mj_kg == pytest.approx(27.91 * 0.72)
    assert "epa-icr-2010" in result.sources
    assert result.spreads[f"{WHERE}.trace.mercury"].kind == "percentiles"


@pytest.mark.parametrize(
    "coal_id",
    [
        "za-highveld",
        "in-sipat",
        "de-rhenish",
        "cn-north",
        "us-waste-coal",
        "pl-hard-coal",
        "vn-quang-ninh-anthracite",
    ],
)
def test_library_coals_close(coal_id: str) -> None:
    result = resolved(coal=coal_id)
    assert total(result) == pytest.approx(1.0)
    assert float(result.coal.lhv_mj_kg) < float(result.coal.hhv_mj_kg)


def test_given_mercury_keeps_the_chlorine_of_the_library() -> None:
    result = resolved(coal="us-appalachian", trace={"mercury": 0.3})
    dry = 1 - float(result.coal.moisture)
    assert float(result.coal.mercury_mg_kg) / dry == pytest.approx(0.3)
    assert float(result.coal.chlorine_mg_kg) / dry == pytest.approx(974)


def test_given_trace_on_another_basis_does_not_change_the_librarys() -> None:
    result = resolved(coal="us-appalachian", trace={"mercury": 0.3, "basis": "as_received"})
    dry = 1 - float(result.coal.moisture)
    assert result.coal.mercury_mg_kg == pytest.approx(0.3)
    assert float(result.coal.chlorine_mg_kg) / dry == pytest.approx(974)


def test_given_ash_dilutes_the_rest_of_a_library_coal() -> None:
    before = resolved(coal="us-pennsylvania").coal
    after = resolved(coal="us-pennsylvania", proximate={"moisture": 2.53, "ash": 30}).coal
    assert after.ash == pytest.approx(0.30)
    # Heat per dry, ash-free matter stays.
    shrunk = (1 - 0.0253 - 0.30) / (1 - 0.0253 - 0.1351)
    assert float(after.hhv_mj_kg) == pytest.approx(float(before.hhv_mj_kg) * shrunk, rel=1e-9)
    assert float(after.carbon) == pytest.approx(float(before.carbon) * shrunk, rel=1e-9)


def test_given_heating_value_overrides_the_librarys() -> None:
    result = resolved(coal="us-pennsylvania", heating_value={"hhv": 28})
    assert result.coal.hhv_mj_kg == pytest.approx(28)


def test_given_sulfur_overrides_the_librarys_and_closure_holds() -> None:
    result = resolved(coal="us-pennsylvania", ultimate={"basis": "as_received", "sulfur": 4})
    assert result.coal.sulfur == pytest.approx(0.04)
    assert total(result) == pytest.approx(1.0)
    assert not [a for a in result.assumptions if ".ultimate." in a.field]


def test_lent_mercury_is_an_assumption_and_a_caution() -> None:
    result = resolved(coal="ru-berezovo")
    assert find("ru-berezovo").mercury_origin.standing == "proxy"  # type: ignore[union-attr]
    assert "trace.mercury" in fields(result)
    assert "weak-library-figure" in {caution.id for caution in result.cautions}


def test_unstated_basis_is_an_assumption() -> None:
    reasons = [a.reason for a in resolved(coal="cn-north").assumptions if a.field.endswith("trace.mercury")]
    assert any("does not state its basis" in reason for reason in reasons)


def test_own_mercury_silences_the_doubts_of_the_library() -> None:
    result = resolved(coal="ru-berezovo", trace={"mercury": 0.05, "chlorine": 30})
    assert "trace.mercury" not in fields(result)
    assert result.cautions == ()


# --- faults ---------------------------------------------------------------------------------------


def test_unknown_library_coal() -> None:
    [problem] = problems(coal="za-highvelt")
    assert problem.id == "unknown-coal"
    assert problem.path == f"{WHERE}.coal"
    assert problem.nearest == "za-highveld"


def test_a_library_coal_without_mercury_demands_it() -> None:
    [problem] = problems(coal="pk-thar")
    assert problem.id == "missing"
    assert problem.path == f"{WHERE}.trace.mercury"
    assert "pk-thar" in problem.message
    assert resolved(coal="pk-thar", trace={"mercury": 0.1}).coal.mercury_mg_kg > 0


def test_ultimate_that_leaves_no_room_for_the_ash() -> None:
    given = {
        **FULL,
        "ultimate": {"basis": "dry", "carbon": 75, "hydrogen": 5, "nitrogen": 1.5, "sulfur": 1, "oxygen": 10},
    }
    [problem] = [p for p in problems(**given) if p.id == "impossible-sum"]
    assert problem.path == f"{WHERE}.ultimate"
    assert "112.5" in problem.message


def test_small_misfit_of_the_ultimate_is_scaled_and_cautioned() -> None:
    given = {
        **FULL,
        "ultimate": {
            "basis": "dry",
            "carbon": 65,
            "hydrogen": 4,
            "nitrogen": 1.3,
            "sulfur": 0.9,
            "oxygen": 10.6,
        },
    }
    result = resolved(**given)
    assert "closure" in {caution.id for caution in result.cautions}
    assert total(result) == pytest.approx(1.0)


def test_two_different_ashes_contradict_each_other() -> None:
    ultimate = {
        "basis": "dry",
        "carbon": 72,
        "hydrogen": 4.5,
        "nitrogen": 1.35,
        "sulfur": 0.9,
        "oxygen": 11.25,
        "ash": 10,
    }
    found = problems(**{**FULL, "ultimate": ultimate})
    assert "contradiction" in {p.id for p in found}
    assert f"{WHERE}.ultimate.ash" in {p.path for p in found}


def test_slightly_different_ashes_are_cautioned() -> None:
    ultimate = {
        "basis": "dry",
        "carbon": 65.6,
        "hydrogen": 4.1,
        "nitrogen": 1.23,
        "sulfur": 0.82,
        "oxygen": 10.25,
        "ash": 18,
    }
    assert "ash-differs" in {c.id for c in resolved(**{**FULL, "ultimate": ultimate}).cautions}


def test_less_carbon_than_fixed_carbon_is_cautioned() -> None:
    proximate = {"moisture": 10, "ash": 18, "volatile_matter": 7.2, "fixed_carbon": 64.8}
    result = resolved(**{**FULL, "proximate": proximate})
    assert "carbon-below-fixed-carbon" in {caution.id for caution in result.cautions}


@pytest.mark.parametrize(
    ("hhv", "expected"), [(19.0, "heating-value-doubtful"), (28.0, "heating-value-doubtful")]
)
def test_heating_value_off_the_elements_is_cautioned(hhv: float, expected: str) -> None:
    result = resolved(**{**FULL, "heating_value": {"hhv": hhv}})
    assert expected in {caution.id for caution in result.cautions}


def test_heating_value_far_off_the_elements_is_refused_with_figures() -> None:
    [problem] = problems(**{**FULL, "heating_value": {"hhv": 10.5}})
    assert problem.id == "contradiction"
    assert problem.path == f"{WHERE}.heating_value"
    assert problem.given == "10.5 MJ/kg as received"


def test_as_received_heat_labelled_dry_is_refused_for_a_wet_lignite() -> None:
    [problem] = problems(
        rank="lignite",
        trace={"mercury": 0.1},
        proximate={"moisture": 54, "ash": 4},
        heating_value={"hhv": 10.5, "basis": "dry"},
    )
    assert problem.id == "contradiction"


def test_ash_that_leaves_nothing_to_burn_is_refused() -> None:
    # 64 % ash as received with the usual 37 % moisture of lignite.
    found = problems(rank="lignite", trace={"mercury": 0.1}, proximate={"ash": 64})
    assert "impossible-sum" in {p.id for p in found}


@pytest.mark.parametrize(
    ("trace", "expected"),
    [
        ({"mercury": 12, "chlorine": 100}, "mercury-unusual"),
        ({"mercury": 0.0001, "chlorine": 100}, "mercury-unusual"),
        ({"mercury": 0.1, "chlorine": 0.1}, "chlorine-unusual"),
    ],
)
def test_trace_elements_in_the_wrong_unit_are_cautioned(trace: dict[str, float], expected: str) -> None:
    result = resolved(**{**FULL, "trace": trace})
    assert expected in {caution.id for caution in result.cautions}


# --- samples --------------------------------------------------------------------------------------


class Sampler:
    """Uniform between the ends of the spread; remembers what it was asked."""

    def __init__(self, size: int) -> None:
        self.random = np.random.default_rng(7)
        self.size = size
        self.drawn: dict[str, Value] = {}

    def __call__(
        self, path: str, amount: float, default_spread: Spread | None = None, positive: bool = True
    ) -> Value:
        assert positive
        spread = getattr(amount, "spread", None) or default_spread
        if spread is None:
            return float(amount)
        if path not in self.drawn:
            self.drawn[path] = self.random.uniform(spread.low, spread.high, self.size)
        return self.drawn[path]


@pytest.mark.parametrize(
    "coal", [{"coal": "us-prb"}, {"coal": "cn-north"}, {"rank": "lignite", "trace": {"mercury": 0.1}}]
)
def test_samples_go_through_the_same_arithmetic(coal: dict[str, Any]) -> None:
    sampler = Sampler(40)
    result = resolve(Coal.model_validate(coal), WHERE, None, sampler)
    assert np.shape(result.coal.mercury_mg_kg) == (40,)
    assert np.ptp(result.coal.mercury_mg_kg) > 0
    assert np.asarray(total(result)) == pytest.approx(np.ones_like(total(result)))
    assert set(result.spreads) == set(sampler.drawn)
    # Assumptions and cautions are those of the central values.
    assert result.assumptions == resolve(Coal.model_validate(coal), WHERE).assumptions


def test_an_uncertainty_of_the_users_own_counts() -> None:
    sampler = Sampler(500)
    coal = Coal.model_validate({**FULL, "trace": {"mercury": {"value": 0.2, "low": 0.19, "high": 0.21}}})
    result = resolve(coal, WHERE, None, sampler)
    assert np.min(result.coal.mercury_mg_kg) >= 0.19 * 0.9
    assert np.max(result.coal.mercury_mg_kg) <= 0.21 * 0.9
    assert f"{WHERE}.trace.mercury" not in result.spreads


def test_central_draw_is_the_value() -> None:
    assert central("x", 3.0, Spread("percentiles", 1, 5)) == 3.0
