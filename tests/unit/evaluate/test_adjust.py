"""Another emission at the stack: the balance closes, and no device takes less than nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from chains import device, furnace
from hypothesis import given
from hypothesis import strategies as st

from ipog.evaluate.adjust import Adjustment, with_emitted
from ipog.model import Chain, error_scale, run_chain, shipped

TRAINS = (
    (),
    ("scr",),
    ("esp_cold_side",),
    ("fabric_filter",),
    ("scr", "esp_cold_side", "wet_fgd"),
    ("spray_dryer", "fabric_filter"),
)


def chain(kinds: tuple[str, ...]) -> Chain:
    return run_chain(furnace(), [device(kind) for kind in kinds], shipped())


def share(walked: Chain) -> float:
    return float(np.mean(walked.stack.hg_total / walked.mercury_ug_nm3))


@given(st.sampled_from(TRAINS), st.floats(1e-6, 1.0))
def test_the_wanted_share_leaves_and_the_balance_closes(kinds: tuple[str, ...], wanted: float) -> None:
    changed = with_emitted(chain(kinds), np.asarray(wanted))
    assert share(changed) == pytest.approx(wanted, rel=1e-9)
    balance = {outlet: float(np.mean(part)) for outlet, part in changed.balance().items()}
    assert sum(balance.values()) == pytest.approx(1, abs=1e-9)
    assert min(balance.values()) >= 0
    totals = [float(np.mean(station.step.state.hg_total)) for station in changed.stations]
    assert all(behind <= before * (1 + 1e-12) for before, behind in pairwise(totals))


@given(st.sampled_from(TRAINS), st.floats(1e-4, 0.99), st.floats(1e-4, 0.99))
def test_more_at_the_stack_is_more_behind_every_station(
    kinds: tuple[str, ...], one: float, other: float
) -> None:
    less, more = (with_emitted(chain(kinds), np.asarray(wanted)) for wanted in sorted((one, other)))
    for low, high in zip(less.stations, more.stations, strict=True):
        assert np.all(low.step.state.hg_total <= high.step.state.hg_total * (1 + 1e-9))


@pytest.mark.parametrize("kinds", TRAINS, ids=str)
def test_the_share_it_had_changes_nothing(kinds: tuple[str, ...]) -> None:
    before = chain(kinds)
    after = with_emitted(before, np.asarray(share(before)))
    for old, new in zip(before.stations, after.stations, strict=True):
        for species in ("hg0", "hg2", "hgp"):
            assert getattr(new.step.state, species) == pytest.approx(getattr(old.step.state, species))
        assert {name: float(np.mean(amount)) for name, amount in new.step.captured.items()} == pytest.approx(
            {name: float(np.mean(amount)) for name, amount in old.step.captured.items()}
        )


def test_bottom_ash_is_left_alone_while_devices_can_answer() -> None:
    before = chain(("esp_cold_side", "wet_fgd"))
    after = with_emitted(before, np.asarray(0.5))
    assert float(np.mean(after.balance()["bottom_ash"])) == pytest.approx(
        float(np.mean(before.balance()["bottom_ash"]))
    )


def test_draws_are_moved_and_narrowed_about_their_centre() -> None:
    own = Adjustment(0.5, 0.3, 1.5, 1.5, True, 3, "2024-03-01", "2024-03-03", "x.toml")
    emitted = np.array([0.02, 0.1, 0.3])
    moved = error_scale(own.moved(emitted, 0.1))
    start = error_scale(emitted)
    assert moved[1] - start[1] == pytest.approx(0.5)
    assert np.diff(moved) == pytest.approx(0.2 * np.diff(start))
