"""Whatever the plant, the mercury that came with the coal is accounted for."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from plants import plant

from ipog.coals import library
from ipog.evaluate import evaluate
from ipog.plant import check_order
from ipog.vocabulary import words

COALS = sorted(coal.id for coal in library().values() if coal.mercury is not None)


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def maybe(strategies: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


SETTINGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "scr": {
        "layers": st.integers(1, 4),
        "catalyst_age": numbers(0, 80_000),
        "ammonia_slip": numbers(0, 20),
        "temperature": numbers(280, 420),
        "bypass": numbers(1, 100),
    },
    "mechanical_collector": {"pm_efficiency": numbers(1, 95)},
    "esp_hot_side": {"pm_efficiency": numbers(50, 99.99)},
    "esp_cold_side": {
        "fields": st.integers(1, 6),
        "conditioning": st.sampled_from(words("conditioning")),
        "temperature": numbers(90, 220),
    },
    "esp_low_low_temperature": {"temperature": numbers(80, 110)},
    "fabric_filter": {"pm_efficiency": numbers(90, 99.999), "temperature": numbers(70, 200)},
    "wet_particulate_scrubber": {"pm_efficiency": numbers(50, 99)},
    "spray_dryer": {"bypass": numbers(0, 100)},
    "circulating_dry_scrubber": {"bypass": numbers(0, 100)},
    "dry_sorbent_injection": {
        "reagent": st.sampled_from(words("alkaline_sorbent")),
        "location": st.sampled_from(words("dry_sorbent_location")),
        "so3_removal": numbers(1, 100),
    },
    "wet_fgd": {
        "process": st.sampled_from(words("fgd_process")),
        "bypass": numbers(0, 100),
        "re_emission_additive": st.booleans(),
        "oxidised_mercury_efficiency": numbers(1, 100),
    },
    "wet_esp": {"pm_efficiency": numbers(10, 99)},
    "sorbent_injection": {
        "sorbent": st.sampled_from(words("sorbent")),
        "location": st.sampled_from(words("sorbent_location")),
        "temperature": numbers(80, 380),
    },
    "fixed_bed": {"kind": st.sampled_from(words("fixed_bed_kind")), "modules": st.integers(1, 10)},
}


@st.composite
def trains(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Devices in an order that is possible; the impossible ones are dropped until it is."""
    kinds = draw(st.lists(st.sampled_from(words("device_type")), max_size=6))
    while kinds and any(finding.impossible for finding in check_order(kinds)):
        kinds.pop(next(finding.index for finding in check_order(kinds) if finding.impossible))
    devices = []
    for kind in kinds:
        device = {"type": kind} | draw(maybe(SETTINGS.get(kind, {})))
        if kind == "sorbent_injection":
            device["rate"] = draw(numbers(0, 30))
        devices.append(device)
    return devices


ANALYSES = st.fixed_dictionaries(
    {
        "rank": st.sampled_from(words("rank")),
        "trace": st.fixed_dictionaries(
            {"basis": st.just("dry"), "mercury": numbers(0.001, 5)},
            optional={"chlorine": numbers(0, 5000), "bromine": numbers(0, 300)},
        ),
        "heating_value": st.fixed_dictionaries({"basis": st.just("dry"), "hhv": numbers(15, 32)}),
    }
)
FUELS = st.fixed_dictionaries(
    {
        "coal_feed": st.one_of(
            ANALYSES.map(lambda coal: [coal]),
            st.sampled_from(COALS).map(lambda coal: [{"coal": coal}]),
            st.tuples(st.sampled_from(COALS), ANALYSES, st.integers(1, 99)).map(
                lambda parts: [{"coal": parts[0], "share": parts[2]}, parts[1]]
            ),
        ),
    },
    optional={
        "gross_capacity": numbers(1, 1500),
        "additives": st.lists(
            st.fixed_dictionaries(
                {"type": st.sampled_from(words("additive")), "halogen_on_coal": numbers(0, 500)}
            ),
            max_size=2,
        ),
    },
)
BOILERS = st.fixed_dictionaries(
    {"type": st.sampled_from(words("boiler_type"))},
    optional={
        "unburned_carbon": numbers(1, 60),
        "fly_ash_fraction": numbers(2, 100),
        "air_preheater_exit_temperature": numbers(90, 220),
    },
)


def some(strategy: st.SearchStrategy[Any], count: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=count, max_size=count)


@settings(max_examples=100)
@given(some(FUELS, 5), some(BOILERS, 4), some(trains(), 5))
def test_the_balance_of_ten_thousand_random_plants_closes(
    fuels: list[dict[str, Any]], boilers: list[dict[str, Any]], drawn: list[list[dict[str, Any]]]
) -> None:
    # Each fuel in each boiler before each train: drawing them costs more than evaluating them.
    units = [
        {**fuel, "boiler": boiler, "apcs": train} for fuel, boiler, train in product(fuels, boilers, drawn)
    ]
    for unit in evaluate(plant(*units)).units:
        shares = unit.balance_fraction
        assert abs(sum(shares.values()) - 1) <= 1e-9
        assert all(0 <= share <= 1 for share in shares.values())
        assert abs(shares["stack"] - (1 - unit.stack.removal_fraction)) <= 1e-9
        if unit.balance_kg_year is not None:
            year = dict(unit.balance_kg_year)
            assert abs(sum(year.values()) / 2 / year["coal"] - 1) <= 1e-9
