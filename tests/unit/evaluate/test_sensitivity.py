"""Global sensitivity: the indices find the input that was made to matter."""

from __future__ import annotations

import pytest
from plants import MINIMAL_COAL, plant, unit_data

pytest.importorskip("SALib")

from ipog.evaluate.sensitivity import ERROR, SobolIndex, sobol_indices

MERCURY = "units[0].coal_feed[0].trace.mercury"


def indices(mercury: object) -> dict[str, SobolIndex]:
    coal = {**MINIMAL_COAL, "trace": {"basis": "dry", "mercury": mercury, "chlorine": "1200 mg/kg +- 1 %"}}
    unit = plant(unit_data("esp_cold_side", "wet_fgd", coal_feed=[coal])).units[0]
    return {row.name: row for row in sobol_indices(unit, "US", "units[0]", points=128)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_wide_mercury_explains_most_and_a_sure_one_little() -> None:
    wide, sure = indices({"value": 0.1, "p10": 0.02, "p90": 0.5}), indices("0.1 mg/kg +- 1 %")
    assert wide[MERCURY].total > 0.6
    assert sure[MERCURY].total < 0.1
    assert sure[ERROR].total > wide[ERROR].total


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_rows_are_sorted_and_shares_are_shares() -> None:
    rows = list(indices(0.1).values())
    assert [row.total for row in rows] == sorted((row.total for row in rows), reverse=True)
    assert all(-0.2 < row.first < 1.2 for row in rows)
    assert len({row.name for row in rows}) == len(rows)
