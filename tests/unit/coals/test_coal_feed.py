"""Cleaning, blending and halogen salts, up to the feed of a unit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog import vocabulary
from ipog.coals import AsFired, Value, add_halogen, blend, clean, mass_shares, resolve, resolve_feed
from ipog.coals.cleaning import REMOVED, removal, sources
from ipog.coals.feed import HALOGEN_OF
from ipog.diagnostics import InputError
from ipog.plant import Additive, Cleaning, Coal, Unit
from ipog.quantities.amount import Spread
from ipog.sources import bibliography

PARTS = ("moisture", "ash", "carbon", "hydrogen", "nitrogen", "sulfur", "oxygen")


def fired(**changes: Any) -> AsFired:
    """A coal with round figures: 10 % moisture, 20 % ash, 25 MJ/kg."""
    figures: dict[str, Any] = {
        "name": "A",
        "rank": "bituminous",
        "moisture": 0.10,
        "ash": 0.20,
        "carbon": 0.56,
        "hydrogen": 0.035,
        "nitrogen": 0.015,
        "sulfur": 0.02,
        "oxygen": 0.07,
        "hhv_mj_kg": 25.0,
        "lhv_mj_kg": 24.0,
        "mercury_mg_kg": 0.2,
        "chlorine_mg_kg": 1000.0,
        "bromine_mg_kg": 20.0,
        "low_rank_share": 0.0,
        "volatile_matter": 0.3,
        "selenium_mg_kg": 3.0,
    }
    return AsFired(**{**figures, **changes})


PRB = fired(
    name="B", rank="subbituminous", moisture=0.30, ash=0.05, carbon=0.50, hydrogen=0.03, nitrogen=0.01,
    sulfur=0.005, oxygen=0.105, hhv_mj_kg=20.0, lhv_mj_kg=18.6, mercury_mg_kg=0.05, chlorine_mg_kg=20.0,
    bromine_mg_kg=0.4, low_rank_share=1.0, selenium_mg_kg=None,
)  # fmt: skip


def closure(coal: AsFired) -> Value:
    return sum(getattr(coal, part) for part in PARTS)


# --- blending -------------------------------------------------------------------------------------


def test_blend_by_mass() -> None:
    coal = blend([fired(), PRB], [80, 20])
    assert coal.name == "A 80 % + B 20 %"
    assert coal.rank == "bituminous"
    assert coal.mercury_mg_kg == pytest.approx(0.17)  # 0.8 x 0.2 + 0.2 x 0.05
    assert coal.hhv_mj_kg == pytest.approx(24.0)  # 0.8 x 25 + 0.2 x 20
    assert coal.moisture == pytest.approx(0.14)
    assert coal.chlorine_mg_kg == pytest.approx(804)
    assert coal.low_rank_share == pytest.approx(4 / 24)
    assert closure(coal) == pytest.approx(1.0)


def test_blend_by_heat() -> None:
    # Half the heat each: 1/25 and 1/20 kg a unit of heat, so 4/9 and 5/9 of the mass.
    coal = blend([fired(), PRB], [50, 50], "heat")
    assert coal.name == "A 50 % + B 50 % (by heat)"
    assert mass_shares([fired(), PRB], [50, 50], "heat") == pytest.approx((4 / 9, 5 / 9))
    assert coal.mercury_mg_kg == pytest.approx((4 * 0.2 + 5 * 0.05) / 9)
    assert coal.hhv_mj_kg == pytest.approx(200 / 9)
    assert coal.low_rank_share == pytest.approx(0.5)


def test_rank_follows_the_heat_not_the_mass() -> None:
    # 45 % of 25 MJ/kg is more heat than 55 % of 20 MJ/kg.
    assert blend([fired(), PRB], [45, 55]).rank == "bituminous"
    assert blend([fired(), PRB], [40, 60]).rank == "subbituminous"


def test_a_single_coal_is_its_own_blend() -> None:
    coal = fired()
    assert blend([coal], [100]) is coal


def test_an_element_one_coal_lacks_is_unknown_in_the_blend() -> None:
    assert blend([fired(), PRB], [50, 50]).selenium_mg_kg is None
    assert blend([fired(), fired(name="C", selenium_mg_kg=1.0)], [50, 50]).selenium_mg_kg == pytest.approx(
        2.0
    )


def test_blend_of_samples() -> None:
    wet = fired(name="C", mercury_mg_kg=np.array([0.1, 0.2, 0.3]))
    assert blend([wet, fired()], [50, 50]).mercury_mg_kg == pytest.approx([0.15, 0.2, 0.25])


positive = st.floats(0.01, 10.0)


@given(
    st.lists(st.tuples(positive, st.floats(10, 30), st.floats(0.01, 2)), min_size=2, max_size=5),
    st.sampled_from(["mass", "heat"]),
)
def test_a_blend_lies_between_its_coals_and_conserves_mercury(
    rows: list[tuple[float, float, float]], basis: str
) -> None:
    coals = [fired(hhv_mj_kg=hhv, mercury_mg_kg=hg) for _, hhv, hg in rows]
    shares = [share for share, _, _ in rows]
    coal, masses = blend(coals, shares, basis), mass_shares(coals, shares, basis)
    mercury = [hg for _, _, hg in rows]
    assert min(mercury) * (1 - 1e-12) <= coal.mercury_mg_kg <= max(mercury) * (1 + 1e-12)
    assert sum(masses) == pytest.approx(1.0)
    assert coal.mercury_mg_kg == pytest.approx(sum(m * hg for m, hg in zip(masses, mercury, strict=True)))
    assert closure(coal) == pytest.approx(1.0)


# --- cleaning -------------------------------------------------------------------------------------


def cleaned(coal: AsFired, **how: Any) -> AsFired:
    return clean(coal, Cleaning.model_validate(how), "x.cleaning")[0]


def test_cleaning_by_hand() -> None:
    # Half the ash of 0.90 kg dry coal goes: 0.80 kg carries the heat of 25 MJ, and still has 10 % moisture.
    coal = cleaned(fired(), mercury_removal=40, ash_removal=50)
    richer = 0.90 / 0.80
    assert coal.ash == pytest.approx(0.10 * richer)
    assert coal.moisture == pytest.approx(0.10)
    assert coal.hhv_mj_kg == pytest.approx(25.0 * richer)
    assert coal.mercury_mg_kg == pytest.approx(0.12 * richer)
    assert coal.chlorine_mg_kg == pytest.approx(1000 * richer)
    assert coal.volatile_matter == pytest.approx(0.3 * richer)
    # 28.125 - 2.442 x (8.936 x 0.039375 + 0.10)
    assert coal.lhv_mj_kg == pytest.approx(27.0216, abs=1e-4)
    assert closure(coal) == pytest.approx(1.0)


@given(*[st.floats(0, 99)] * 4)
def test_removals_count_per_unit_of_heat(mercury: float, ash: float, sulfur: float, chlorine: float) -> None:
    raw = fired()
    coal = cleaned(
        raw, mercury_removal=mercury, ash_removal=ash, sulfur_removal=sulfur, chlorine_removal=chlorine
    )
    for name, removed in (
        ("mercury_mg_kg", mercury),
        ("ash", ash),
        ("sulfur", sulfur),
        ("chlorine_mg_kg", chlorine),
        ("bromine_mg_kg", chlorine),
        ("carbon", 0.0),
        ("hydrogen", 0.0),
    ):
        left = getattr(coal, name) / coal.hhv_mj_kg
        assert left == pytest.approx(getattr(raw, name) / raw.hhv_mj_kg * (1 - removed / 100), rel=1e-9), name
    assert closure(coal) == pytest.approx(1.0)


def test_a_process_sets_the_removals_that_are_not_given_and_says_so() -> None:
    how = Cleaning.model_validate({"process": "conventional", "ash_removal": 50})
    coal, assumptions = clean(fired(), how, "x.cleaning")
    assert {assumption.field for assumption in assumptions} == {
        "x.cleaning.mercury_removal",
        "x.cleaning.sulfur_removal",
        "x.cleaning.chlorine_removal",
    }
    before = fired()
    per_heat = float(coal.mercury_mg_kg / coal.hhv_mj_kg) / float(before.mercury_mg_kg / before.hhv_mj_kg)
    assert per_heat == pytest.approx(0.63)


def test_own_removals_without_a_process_assume_nothing_else() -> None:
    _, assumptions = clean(fired(), Cleaning.model_validate({"mercury_removal": 20}), "x.cleaning")
    assert assumptions == ()


def test_chinese_plants_remove_what_was_measured_there() -> None:
    assert removal("conventional", "mercury", "bituminous", "CN").value == 50
    assert removal("conventional", "mercury", "bituminous", "US").value == 37
    assert removal("conventional", "mercury", "bituminous").value == 37


def test_dry_cleaning_of_subbituminous_coal_follows_from_the_published_rejection() -> None:
    # 56 % of the mercury and 55 % of the ash rejected at 81 % combustible recovery.
    assert removal("dry_cleaning", "mercury", "subbituminous").value == pytest.approx(
        100 * (1 - 0.44 / 0.81), abs=0.5
    )
    assert removal("dry_cleaning", "ash", "subbituminous").value == pytest.approx(
        100 * (1 - 0.45 / 0.81), abs=0.6
    )


@pytest.mark.parametrize("process", vocabulary.words("cleaning_process"))
@pytest.mark.parametrize("rank", vocabulary.words("rank"))
@pytest.mark.parametrize("element", REMOVED)
def test_every_process_knows_every_rank(process: str, rank: str, element: str) -> None:
    found = removal(process, element, rank)
    assert 0 <= found.low <= found.value <= found.high < 100


def test_cleaning_sources_are_in_the_bibliography() -> None:
    assert sources() <= set(bibliography())


def test_cleaning_of_samples() -> None:
    def draw(path: str, amount: float, spread: Spread | None = None, positive: bool = True) -> Value:
        del path, positive
        return float(amount) if spread is None else np.linspace(spread.low, spread.high, 5)

    how = Cleaning.model_validate({"process": "dense_medium"})
    coal, _ = clean(fired(), how, "x.cleaning", None, draw)
    assert np.shape(coal.mercury_mg_kg) == (5,)
    assert np.all(np.diff(np.asarray(coal.mercury_mg_kg / coal.hhv_mj_kg)) < 0)


# --- halogen --------------------------------------------------------------------------------------


@pytest.mark.parametrize("salt", vocabulary.words("additive"))
def test_a_salt_raises_its_halogen_by_the_dose(salt: str) -> None:
    before = fired()
    coal = add_halogen(before, [Additive(type=salt, halogen_on_coal=50)])
    for name in ("bromine_mg_kg", "chlorine_mg_kg"):
        rise = getattr(coal, name) - getattr(before, name)
        assert rise == pytest.approx(50 if HALOGEN_OF[salt] == name else 0)
    assert coal.mercury_mg_kg == before.mercury_mg_kg


def test_two_salts_add_up() -> None:
    salts = [
        Additive(type="calcium_bromide", halogen_on_coal=50),
        Additive(type="sodium_bromide", halogen_on_coal=25),
    ]
    assert add_halogen(fired(), salts).bromine_mg_kg == pytest.approx(95)


# --- the feed of a unit ---------------------------------------------------------------------------


def unit(**changes: Any) -> Unit:
    return Unit.model_validate({"boiler": {"type": "wall"}, **changes})


def test_feed_resolves_cleans_blends_and_adds() -> None:
    feed = resolve_feed(
        unit(
            coal_feed=[
                {"coal": "za-highveld", "share": 80, "cleaning": {"process": "dense_medium"}},
                {"coal": "us-prb", "name": "PRB"},
            ],
            additives=[{"type": "calcium_bromide", "halogen_on_coal": "50 mg/kg"}],
        ),
        "units[0]",
        "ZA",
    )
    assert feed.mass_shares == pytest.approx((0.8, 0.2))
    raw = feed.parts[0].coal
    assert raw.ash == pytest.approx(0.31)
    assert feed.coal.ash < 0.2
    assert feed.coal.bromine_mg_kg > 50
    assert feed.coal.name.endswith("PRB 20 %")
    assert closure(feed.coal) == pytest.approx(1.0)
    paths = {assumption.field for assumption in feed.assumptions}
    assert "units[0].coal_feed[0].trace.chlorine" in paths
    assert "units[0].coal_feed[0].cleaning.mercury_removal" in paths
    assert "units[0].coal_feed[1].trace.bromine" in paths
    assert "mixed-ranks" in {caution.id for caution in feed.cautions}
    assert {"epa-icr-2010", "dabrowski-2008"} <= set(feed.sources) <= set(bibliography())


def test_a_single_coal_without_a_share_is_the_whole_feed() -> None:
    feed = resolve_feed(unit(coal_feed=[{"coal": "us-prb"}]), "units[0]")
    assert feed.coal == resolve(Coal(coal="us-prb"), "units[0].coal_feed[0]").coal
    assert feed.mass_shares == (1.0,)


def test_shares_by_heat_of_a_unit() -> None:
    coals = [{"coal": "us-appalachian", "share": 50}, {"coal": "us-prb", "share": 50}]
    feed = resolve_feed(unit(coal_feed=coals, share_basis="heat"), "units[0]")
    heats = [share * part.coal.hhv_mj_kg for share, part in zip(feed.mass_shares, feed.parts, strict=True)]
    assert heats[0] == pytest.approx(heats[1])


def test_faults_of_all_coals_are_reported_together() -> None:
    coals = [{"coal": "nowhere", "share": 30}, {"coal": "pk-thar", "share": 70}]
    with pytest.raises(InputError) as caught:
        resolve_feed(unit(coal_feed=coals), "units[3]")
    assert [problem.path for problem in caught.value.problems] == [
        "units[3].coal_feed[0].coal",
        "units[3].coal_feed[1].trace.mercury",
    ]
