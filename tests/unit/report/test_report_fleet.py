"""A report on a fleet, from what a batch leaves behind."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from reports import DAY

from ipog.batch import run
from ipog.diagnostics import InputError
from ipog.figures import figure
from ipog.report.charts import Intervals, Lorenz
from ipog.report.document import Picture, Report, Table
from ipog.report.fleet import build_fleet
from ipog.report.fleet_files import Fleet, read_fleet
from ipog.report.html import as_html
from ipog.report.markdown import as_markdown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of a small fleet of which one row is wrong."""
    path = tmp_path_factory.mktemp("fleet")
    rows = [
        ("A", "1", "ZA", "600", "0.2 mg/kg", "[{type: esp_cold_side}]"),
        ('=HYPERLINK("x") <b>', "2", "US", "300", "0.1 mg/kg", "[{type: esp_cold_side}, {type: wet_fgd}]"),
        ("C", "3", "US", "100", "0.1 mg/kg", "[{type: fabric_filter}]"),
        ("D", "4", "US", "100", "0.1 furlong", "[{type: fabric_filter}]"),
    ]
    for number, (plant, unit, country, capacity, mercury, train) in enumerate(rows):
        name = plant.replace('"', '\\"')
        (path / f"{number}.yaml").write_text(
            f'ipog_version: 1\nplant: {{name: "{name}", country: {country}}}\nunits:\n'
            f"  - name: '{unit}'\n    gross_capacity: {capacity} MW\n"
            f"    coal_feed: [{{rank: bituminous, trace: {{mercury: {mercury}, basis: dry}}}}]\n"
            f"    boiler: {{type: wall}}\n    apcs: {train}\n",
            encoding="utf-8",
        )
    run([str(path)], [str(path / "results.csv")], samples=40, workers=1)
    return path


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return build_fleet(read_fleet(folder / "results.csv"), DAY)


def tables(report: Report) -> dict[str, Table]:
    return {b.caption: b for section in report.sections for b in section.blocks if isinstance(b, Table)}


def test_the_totals_are_those_of_the_summary(folder: Path, report: Report) -> None:
    with (folder / "results.summary.csv").open(encoding="utf-8", newline="") as lines:
        whole = next(csv.DictReader(lines))
    values = dict(tables(report)["The fleet"].rows)
    assert values["units evaluated"] == "3"
    assert values["mercury to air, median of the total, kg/year"] == figure(float(whole["hg_kg_year_p50"]))
    assert values["mercury to air, sum of the central estimates, kg/year"] == figure(
        float(whole["hg_kg_year"])
    )


def test_what_failed_is_counted_and_named(report: Report) -> None:
    assert dict(tables(report)["The fleet"].rows)["rows and plant files with errors"] == "1"
    assert "furlong" in as_markdown(report)


def test_several_errors_of_a_row_or_a_plant_file_count_once(folder: Path) -> None:
    places = [
        ("t.csv", "4"),
        ("t.csv", "4"),
        ("t.csv", "6"),
        ("p.yaml", "8"),
        ("p.yaml", "9"),
        ("t.csv", "9"),
    ]
    errors = [{"source": source, "line": line, "level": "error"} for source, line in places]
    errors[-1]["level"] = "warning"
    fleet = replace(read_fleet(folder / "results.csv"), errors=tuple(errors))
    assert dict(tables(build_fleet(fleet, DAY))["The fleet"].rows)["rows and plant files with errors"] == "3"


def test_countries_are_drawn_with_their_spread(report: Report) -> None:
    [chart] = [
        b.chart
        for section in report.sections
        for b in section.blocks
        if isinstance(b, Picture) and b.key == "country"
    ]
    assert isinstance(chart, Intervals)
    assert {row[0] for row in chart.rows} == {"ZA", "US"}
    for label, low, middle, high in chart.rows:
        assert low < middle < high, label


def test_the_lorenz_curve_goes_from_nothing_to_all(report: Report) -> None:
    [chart] = [
        b.chart
        for section in report.sections
        for b in section.blocks
        if isinstance(b, Picture) and isinstance(b.chart, Lorenz)
    ]
    assert chart.points[0] == (0, 0)
    assert chart.points[-1] == (1, 1)


def test_names_are_harmless(report: Report) -> None:
    assert "<b>" not in as_markdown(report).replace("\\<b\\>", "")


def test_the_run_that_made_the_results_is_told(report: Report) -> None:
    assert report.provenance.startswith("ipog ")
    assert "sha256:" in report.provenance


def test_scenarios_stand_beside_the_fleet_as_it_is() -> None:
    base = {"group": "all", "name": "all", "units": "3", "units_of_known_size": "3", "hg_kg_year": "100"}
    less = base | {"scenario": "bat", "year": "2030", "hg_kg_year": "40", "change_kg_year": "-60"}
    made = build_fleet(Fleet("f", (base, less | {"change_fraction": "-0.6"}), (), ""), DAY)
    rows = tables(made)["The fleet under each scenario"].rows
    assert rows[0][:3] == ("as it stands", "3", "100")
    assert rows[1] == ("bat, 2030", "3", "40.0", "-", "-60.0", "-", "-60.0")


def test_a_change_lies_in_the_range_beside_it() -> None:
    base = {"group": "all", "name": "all", "units": "3", "units_of_known_size": "3", "hg_kg_year": "100"}
    drawn = {"hg_kg_year_p10": "50", "hg_kg_year_p50": "70", "hg_kg_year_p90": "90"}
    change = {"change_kg_year": "-60", "change_fraction": "-0.6", "change_fraction_mean": "-0.5"}
    change |= {"change_kg_year_p10": "-200", "change_kg_year_p50": "-110", "change_kg_year_p90": "-65"}
    made = build_fleet(Fleet("f", (base, base | drawn | change | {"scenario": "bat"}), (), ""), DAY)
    row = tables(made)["The fleet under each scenario"].rows[1]
    assert row == ("bat", "3", "70.0", "50.0 to 90.0", "-110", "-200 to -65.0", "-50.0")


def test_a_fleet_without_capacities_says_so() -> None:
    row = {"group": "all", "name": "all", "units": "3", "units_of_known_size": "0", "hg_kg_year": ""}
    assert "none gives its capacity" in as_markdown(build_fleet(Fleet("f", (row,), (), ""), DAY))


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "no summary of a batch stands beside"), ("a,b\n1,2\n", "it lacks group, name"), ("", "it lacks")],
)
def test_a_table_that_is_no_summary_is_refused(tmp_path: Path, text: str | None, said: str) -> None:
    (tmp_path / "x.csv").write_text("plant,unit\n", encoding="utf-8")
    if text is not None:
        (tmp_path / "x.summary.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_fleet(tmp_path / "x.csv")
    assert said in caught.value.problems[0].message


def test_the_page_keeps_the_rules_of_html(report: Report) -> None:
    html5lib = pytest.importorskip("html5lib")
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    html5lib.HTMLParser(strict=True).parse(as_html(report))
