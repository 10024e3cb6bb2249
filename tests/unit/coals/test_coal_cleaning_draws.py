"""Drawn cleaning leaves mercury in the coal."""

from __future__ import annotations

import numpy as np
import pytest

from ipog.coals import central, resolve
from ipog.coals.cleaning import MOST_DRAWN_PERCENT, clean
from ipog.evaluate.draws import Sampler
from ipog.plant import Cleaning, Coal


def test_no_draw_of_a_process_takes_all_mercury():
    coal = resolve(Coal.model_validate({"coal": "us-illinois-basin"}), "coal").coal
    washed, _ = clean(coal, Cleaning(process="conventional"), "cleaning", None, Sampler(2000, 1))
    left = np.asarray(washed.mercury_mg_kg) / np.asarray(washed.hhv_mj_kg)
    raw = float(coal.mercury_mg_kg) / float(coal.hhv_mj_kg)
    assert np.min(left) >= raw * (1 - MOST_DRAWN_PERCENT / 100) * 0.999
    assert np.max(left) <= raw * 1.001


def test_a_figure_of_the_user_counts_beyond_what_is_drawn():
    coal = resolve(Coal.model_validate({"coal": "us-illinois-basin"}), "coal").coal
    washed, _ = clean(coal, Cleaning(mercury_removal=95), "cleaning", None, central)
    assert float(washed.mercury_mg_kg) / float(washed.hhv_mj_kg) == pytest.approx(
        0.05 * float(coal.mercury_mg_kg) / float(coal.hhv_mj_kg)
    )
