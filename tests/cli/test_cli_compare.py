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


def test_a_setting_that_differs_is_shown_and_devices_stay_beside_their_kind(ipog: Run):
    words = ("--set", "units[0].apcs[2].pm_efficiency=99.9 %", "--set", "units[0].boiler.unburned_carbon=6 %")
    result = ipog("compare", "example:us-cheng-2009", *words, "--samples", "0")
    text = result.stdout.decode()
    assert "esp_cold_side, pm_efficiency 99.9 % (differs)" in text
    (row,) = [line for line in text.splitlines() if line.startswith("boiler.unburned_carbon")]
    assert row.split() == ["boiler.unburned_carbon", "-", "6", "%", "(differs)"]
    gone = ipog("compare", "example:us-cheng-2009", "--set", "units[0].apcs[1]=", "--samples", "0")
    assert gone.stdout.decode().count("(differs)") == 1


def test_an_option_of_the_advice_is_put_into_each_unit_that_it_fits(ipog: Run):
    result = ipog(
        "compare", "example:za-duvha", "--measure", "esp_to_filter", "--samples", "0", "--format", "json"
    )
    columns = json.loads(result.stdout)["columns"]
    assert [column["train"] for column in columns] == [
        ["fabric_filter"],
        ["esp_cold_side"],
        ["fabric_filter"],
        ["fabric_filter"],
    ]
    assert [column["compared_with"] for column in columns[2:]] == [column["label"] for column in columns[:2]]
    assert columns[2]["difference"]["hg_ug_nm3_fraction"] == 0
    assert columns[3]["difference"]["hg_ug_nm3_fraction"] < -0.5


@pytest.mark.parametrize(
    ("option", "said"), [("add_wet_fgd", "stands there already"), ("ad_wet_fgd", "did you mean add_wet_fgd?")]
)
def test_an_option_that_fits_nowhere_is_refused(ipog: Run, option: str, said: str):
    result = ipog("compare", "example:us-cheng-2009", "--measure", option, "--samples", "0")
    assert result.returncode == 2
    assert said in result.stderr.decode()


def test_stack_tests_move_the_changed_column_too(ipog: Run, tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT, encoding="utf-8")
    (tmp_path / "tests.csv").write_text(
        "unit;date;location;method;hg_total (ug/Nm3)\nUnit 1;2024-03-01;stack;30B;15\n", encoding="utf-8"
    )
    assert ipog("calibrate", str(plant), "--tests", str(tmp_path / "tests.csv")).returncode == 0
    words = ("compare", str(plant), "--measure", "esp_to_filter", "--samples", "0", "--format", "json")
    tested, plain = (
        json.loads(ipog(*words, *more).stdout)["columns"] for more in ((), ("--no-calibration",))
    )
    ratios = [
        one["stack"]["hg_ug_nm3"] / other["stack"]["hg_ug_nm3"]
        for one, other in zip(tested, plain, strict=True)
    ]
    assert (ratios[0] > 1) == (ratios[1] > 1)
    assert abs(ratios[1] - 1) > 0.05
