"""The train as a whole: the account closes and the iron rules of the physics hold."""

from __future__ import annotations

import numpy as np
import pytest
from chains import KINDS, PRB, device, furnace

from ipog.model import DeviceSpec, Furnace, run_chain, shipped

P = shipped()


def stack(train: list[DeviceSpec], at: Furnace | None = None) -> float:
    """Share of the coal's mercury that leaves the stack."""
    return run_chain(at or furnace(), train, P).balance()["stack"].item()


@pytest.mark.parametrize("kind", KINDS)
def test_every_device_closes_the_account(kind: str) -> None:
    train = [device(kind)]
    if kind in ("sorbent_injection", "spray_dryer", "circulating_dry_scrubber", "dry_sorbent_injection"):
        train.append(device("fabric_filter"))
    for coal in ({}, PRB, {"fluidised": 1.0}):
        balance = run_chain(furnace(**coal), train, P).balance()
        assert sum(balance.values()).item() == pytest.approx(1.0, rel=1e-12)
        assert all(share.item() >= 0 for share in balance.values())


def test_every_station_hands_on_what_it_did_not_keep() -> None:
    train = [device("scr"), device("esp_cold_side"), device("wet_fgd"), device("wet_esp")]
    chain = run_chain(furnace(), train, P)
    before = chain.mercury_ug_nm3
    for station in chain.stations:
        kept = sum(station.step.captured.values(), np.zeros((1, 1)))
        assert (station.step.state.hg_total + kept).item() == pytest.approx(before.item(), rel=1e-12)
        before = station.step.state.hg_total


def test_air_preheater_stands_behind_the_hot_side() -> None:
    train = [device("scr"), device("esp_hot_side"), device("fabric_filter")]
    names = [station.name for station in run_chain(furnace(), train, P).stations]
    assert names == ["furnace", "scr", "esp_hot_side", "air_preheater", "fabric_filter"]


def test_sorbent_injected_before_the_air_preheater_is_hot_side() -> None:
    train = [device("sorbent_injection", location="before_air_preheater"), device("esp_cold_side")]
    names = [station.name for station in run_chain(furnace(), train, P).stations]
    assert names == ["furnace", "sorbent_injection", "air_preheater", "esp_cold_side"]


def test_no_train_leaves_all_but_the_bottom_ash() -> None:
    assert stack([]) == pytest.approx(1 - 0.008)


def test_a_batch_gives_what_its_cases_give_alone() -> None:
    train = [device("scr"), device("sorbent_injection"), device("esp_cold_side"), device("wet_fgd")]
    chlorine = np.array([[1.0], [10.0], [100.0]])
    base = furnace()
    batch = Furnace(
        **{
            name: np.broadcast_to(getattr(base, name), (3, 1)) if name != "chlorine_mg_nm3" else chlorine
            for name in Furnace.__dataclass_fields__
        }
    )
    together = run_chain(batch, train, P).balance()["stack"]
    for index in range(3):
        alone = stack(train, furnace(chlorine_mg_nm3=chlorine[index, 0]))
        assert together[index].item() == pytest.approx(alone, rel=1e-12)


def test_parameters_may_carry_samples() -> None:
    samples = np.linspace(0.5, 2.5, 7)
    p = P.replace(speciation__oxidised_halogen=samples)
    stacks = run_chain(furnace(), [device("esp_cold_side"), device("wet_fgd")], p).balance()["stack"]
    assert stacks.shape == (1, 7)
    assert np.all(np.diff(stacks[0]) < 0)


@pytest.mark.parametrize(
    "train",
    [
        [device("esp_cold_side")],
        [device("fabric_filter")],
        [device("esp_cold_side"), device("wet_fgd")],
        [device("scr"), device("esp_cold_side"), device("wet_fgd")],
        [device("sorbent_injection", sorbent="pac"), device("esp_cold_side")],
        [device("sorbent_injection", sorbent="pac"), device("fabric_filter")],
    ],
    ids=lambda train: "+".join(item.kind for item in train),
)
@pytest.mark.parametrize("field", ["chlorine_mg_nm3", "bromine_mg_nm3"])
def test_more_halogen_never_lowers_removal(train: list[DeviceSpec], field: str) -> None:
    stacks = [stack(train, furnace(**{**PRB, field: value})) for value in (0.05, 0.5, 5.0, 50.0, 200.0)]
    assert np.all(np.diff(stacks) <= 1e-12)


@pytest.mark.parametrize("collector", ["esp_cold_side", "fabric_filter", "esp_hot_side"])
@pytest.mark.parametrize("sorbent", ["pac", "brominated_pac", "concrete_friendly_pac", "amended_silicate"])
@pytest.mark.parametrize("coal", [{}, PRB], ids=["bituminous", "subbituminous"])
def test_more_sorbent_never_lowers_removal(collector: str, sorbent: str, coal: dict[str, float]) -> None:
    stacks = [
        stack(
            [device("sorbent_injection", sorbent=sorbent, rate_lb_mmacf=rate), device(collector)],
            furnace(**coal),
        )
        for rate in (0.0, 0.1, 1.0, 5.0, 20.0)
    ]
    assert stacks[0] == pytest.approx(stack([device(collector)], furnace(**coal)))
    assert np.all(np.diff(stacks) < 0)


@pytest.mark.parametrize(
    "kind", ["esp_cold_side", "esp_hot_side", "fabric_filter", "wet_particulate_scrubber"]
)
def test_better_particulate_removal_never_lowers_removal(kind: str) -> None:
    for behind in ([], [device("fabric_filter")], [device("wet_fgd")]):
        stacks = [stack([device(kind, pm_efficiency=eff), *behind]) for eff in (0.8, 0.95, 0.99, 0.999)]
        assert np.all(np.diff(stacks) <= 1e-12)


@pytest.mark.parametrize("coal", [{}, PRB, {"fluidised": 1.0}], ids=["bituminous", "subbituminous", "bed"])
@pytest.mark.parametrize("added", ["scr", "sncr", "low_nox_burner", "mechanical_collector"])
def test_a_device_put_first_never_raises_the_stack(added: str, coal: dict[str, float]) -> None:
    for train in (
        [device("esp_cold_side")],
        [device("fabric_filter")],
        [device("esp_cold_side"), device("wet_fgd")],
        [device("spray_dryer"), device("fabric_filter")],
    ):
        assert stack([device(added), *train], furnace(**coal)) <= stack(train, furnace(**coal)) + 1e-12


@pytest.mark.parametrize("coal", [{}, PRB], ids=["bituminous", "subbituminous"])
@pytest.mark.parametrize("added", ["fabric_filter", "wet_fgd", "wet_esp", "fixed_bed"])
def test_a_device_put_last_never_raises_the_stack(added: str, coal: dict[str, float]) -> None:
    for train in ([], [device("esp_cold_side")], [device("esp_cold_side"), device("wet_fgd")]):
        assert stack([*train, device(added)], furnace(**coal)) <= stack(train, furnace(**coal)) + 1e-12


def test_scrubber_may_raise_elemental_but_not_total_mercury() -> None:
    before = run_chain(furnace(), [device("esp_cold_side")], P).stack
    wet = device("wet_fgd", process="magnesium_enhanced_lime")
    after = run_chain(furnace(), [device("esp_cold_side"), wet], P).stack
    assert after.hg0.item() > before.hg0.item()
    assert after.hg_total.item() < before.hg_total.item()


def test_additive_against_re_emission_helps() -> None:
    plain, dosed = (
        stack([device("esp_cold_side"), device("wet_fgd", additive=additive)]) for additive in ("no", "yes")
    )
    assert dosed < plain


def test_bypass_passes_untouched() -> None:
    train = [device("esp_cold_side"), device("wet_fgd", bypass=1.0)]
    assert stack(train) == pytest.approx(stack([device("esp_cold_side")]))


def test_spray_dryer_can_cost_a_filter_its_halogen() -> None:
    # Of the elemental mercury the filter takes less behind a spray dryer, which strips the halogens.
    alone = run_chain(furnace(**PRB), [device("fabric_filter")], P)
    behind = run_chain(furnace(**PRB), [device("spray_dryer"), device("fabric_filter")], P)
    assert behind.stack.hg0.item() > alone.stack.hg0.item()


def test_hot_side_esp_captures_less_than_a_cold_side_one() -> None:
    assert stack([device("esp_hot_side")]) > stack([device("esp_cold_side")])


def test_cooler_esp_captures_more() -> None:
    stacks = [stack([device("esp_cold_side", temperature_c=t)]) for t in (90.0, 120.0, 150.0, 180.0)]
    assert np.all(np.diff(stacks) > 0)


def test_so3_costs_sorbent_its_sites_but_a_tolerant_one_less() -> None:
    def lost(sorbent: str) -> float:
        train = [device("sorbent_injection", sorbent=sorbent), device("esp_cold_side")]
        return stack(train, furnace(so2_ppmv=3000.0)) - stack(train, furnace(so2_ppmv=50.0))

    assert lost("brominated_pac") > lost("so3_tolerant_pac") > 0


def test_trona_poisons_carbon_and_lime_restores_it() -> None:
    acid = furnace(so2_ppmv=2500.0)
    injection, esp = device("sorbent_injection"), device("esp_cold_side")
    plain = stack([injection, esp], acid)
    lime = stack([device("dry_sorbent_injection"), injection, esp], acid)
    assert lime < plain
    sweet = furnace(**PRB)
    trona = device("dry_sorbent_injection", reagent="trona")
    assert stack([trona, injection, esp], sweet) > stack([injection, esp], sweet)


def test_fluidised_bed_binds_more_to_ash() -> None:
    esp = [device("esp_cold_side")]
    assert stack(esp, furnace(fluidised=1.0)) < stack(esp)


def test_old_catalyst_and_ammonia_oxidise_less() -> None:
    def oxidised(**changed: float) -> float:
        chain = run_chain(furnace(**PRB), [device("scr", **changed)], P)
        return chain.stack.hg2.item()

    assert oxidised() > oxidised(catalyst_age_h=40000.0)
    assert oxidised() > oxidised(ammonia_slip_ppmv=10.0)
    assert oxidised() > oxidised(temperature_c=400.0)
    assert oxidised(layers=1.33) > oxidised() > oxidised(layers=0.67)
