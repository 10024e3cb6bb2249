"""SO2, NOx and dust of an option beside the unit as it stands."""

from __future__ import annotations

import pytest
from units import UNITS, unit

from ipog.advice.changes import Place, apply_all
from ipog.advice.cobenefits import CoBenefit, co_benefits, sources
from ipog.advice.measures import Step, measures
from ipog.advice.site import Site
from ipog.evaluate.many import evaluate_many
from ipog.plant import Unit
from ipog.sources import bibliography

BURNT = unit("us-illinois-basin", ["esp_cold_side"], net_efficiency=35)


def found(before: Unit, *names: str, level: float | None = None) -> dict[str, CoBenefit]:
    steps = [Step(measures()[name], level) for name in names]
    after = apply_all(steps, before, Place(Site(), "US"))
    old, new = evaluate_many([before, after], "US", "units[0]", 0, 1)
    return {item.pollutant: item for item in co_benefits(old, new)}


def test_a_new_wet_scrubber_takes_sulfur_dioxide_and_some_dust():
    changes = found(BURNT, "add_wet_fgd")
    assert set(changes) == {"so2", "dust"}
    so2 = changes["so2"].change
    assert (so2.low, so2.mid, so2.high) == pytest.approx((-98, -95, -90))
    assert changes["so2"].kind == "published"
    assert changes["dust"].kind == "judgement"


def test_scr_and_scrubber_add_up_pollutant_by_pollutant():
    changes = found(BURNT, "add_scr", "add_wet_fgd")
    assert changes["nox"].change.mid == pytest.approx(-85)
    assert changes["so2"].change.mid == pytest.approx(-95)


def test_what_stands_there_and_stays_cancels():
    assert found(UNITS["lime"], "fgd_additive") == {}
    assert found(UNITS["lime"], "esp_to_filter")["dust"].change.mid == pytest.approx(-80)


def test_the_efficiency_of_the_file_counts_where_a_collector_gives_way():
    weak = unit("us-prb", [{"type": "esp_cold_side", "pm_efficiency": 96}])
    assert found(weak, "esp_to_filter")["dust"].change.mid == pytest.approx(-95)


def test_a_filter_behind_an_esp_takes_a_share_of_the_fine_dust_alone():
    dust = found(BURNT, "polishing_filter")["dust"].change
    assert dust.mid == pytest.approx(-90)


def test_closing_a_bypass_sends_its_gas_through_the_scrubber():
    open_ = unit("us-illinois-basin", ["esp_cold_side", {"type": "wet_fgd", "bypass": 10}])
    so2 = found(open_, "close_fgd_bypass", level=100)["so2"].change
    assert so2.mid == pytest.approx(100 * (0.05 / (0.1 + 0.9 * 0.05) - 1))


def test_coal_and_heat_rate_follow_the_model():
    washed = found(BURNT, "wash_coal", level=100)
    assert washed["so2"].change.mid == pytest.approx(-40, abs=1)
    assert washed["so2"].kind == "model"
    assert washed["so2"].sources == ()
    saved = found(BURNT, "heat_rate_upgrade", level=3)
    assert {name: item.change.mid for name, item in saved.items()} == pytest.approx(
        {"so2": -3, "nox": -3, "dust": -3}
    )


def test_every_source_of_the_table_is_in_the_bibliography():
    assert sources() <= set(bibliography())
