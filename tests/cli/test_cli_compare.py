"""``ipog compare`` from the shell."""

from __future__ import annotations

import json

import pytest
from command_line import PLANT, Run

QUICK = ("--samples", "50")


def test_a_change_is_shown_beside_the_file(ipog: Run):
    result = ipog("compare", "-", *QUICK, "--set", "units[0].apcs+={type: wet_esp}", stdin=PLANT.encode())
    text = result.stdout.decode()
    assert result.returncode == 0, result.stderr.decode()
    assert "wet_esp (differs)" in text
    assert "%, less)" in text
    assert "met, 100 %" in text
    assert "standard input, changed" in text


def test_json_tells_the_differences_from_the_first_column(ipog: Run, tmp_path):
    other = tmp_path / "filter.yaml"
    other.write_text(PLANT.replace("esp_cold_side", "fabric_filter"), encoding="utf-8")
    result = ipog("compare", "-", str(other), *QUICK, "--format", "json", stdin=PLANT.encode())
    first, second = json.loads(result.stdout)["columns"]
    assert first["difference"] == {"hg_ug_nm3_fraction": 0.0, "removal_fraction_points": 0.0}
    ratio = second["stack"]["hg_ug_nm3"] / first["stack"]["hg_ug_nm3"]
    assert second["difference"]["hg_ug_nm3_fraction"] == pytest.approx(ratio - 1)
    assert second["label"] == "filter"
    assert {"p10", "p50", "p90"} <= set(second["stack"])


def test_every_unit_of_a_file_has_a_column(ipog: Run):
    result = ipog("compare", "example:za-duvha", "--samples", "0")
    assert b"za-duvha: Units 1 to 3" in result.stdout
    assert b"za-duvha: Units 4 to 6" in result.stdout


def test_one_unit_alone_is_shown_without_differences(ipog: Run):
    result = ipog("compare", "-", "--samples", "0", stdin=PLANT.encode())
    assert result.returncode == 0
    assert b"difference" not in result.stdout


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ("units[0].boiler.typ=wall", "did you mean type?"),
        ("units[0].apcs+={type: fabric_filter}", "needs dry gas"),
        ("units[0].boiler.unburned_carbon=lots", "unburned_carbon"),
        ("nonsense", "is no overlay"),
    ],
)
def test_a_change_that_makes_no_plant_is_refused(ipog: Run, overlay: str, said: str):
    result = ipog("compare", "-", *QUICK, "--set", overlay, stdin=PLANT.encode())
    assert result.returncode == 2
    assert said in result.stderr.decode()
    assert result.stdout == b""
