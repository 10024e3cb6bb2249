"""``ipog validate`` from the outside, and its page."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from command_line import Run

from ipog.cli.main import main
from ipog.cli.render.grid import WIDTH
from ipog.cli.render.validation_plots import require_plots
from ipog.cli.render.validation_sections import WAY_WORDS, sections
from ipog.cli.render.validation_text import as_markdown, as_text
from ipog.diagnostics import InputError
from ipog.language import width
from ipog.model import calibration
from ipog.validation import CROSS, Validation, validate
from ipog.validation.cases import us_2010
from ipog.validation.classes import CLASS_WORDS, cross_validated_scores


@pytest.fixture(scope="module")
def found() -> Validation:
    return validate(samples=50)


def test_the_table_says_what_is_fitted_and_what_is_not(ipog: Run) -> None:
    shown = ipog("validate", "--samples", "50")
    assert shown.returncode == 0
    assert shown.stderr == b""
    text = shown.stdout.decode()
    for words in WAY_WORDS.values():
        assert words in text
    assert "Published plants outside the USA" in text
    assert "za-duvha: Units 4 to 6" in text
    assert "kilgroe-2002" in text


def test_the_text_keeps_to_the_width(found: Validation) -> None:
    assert [line for line in as_text(found).splitlines() if width(line) > WIDTH] == []


def test_csv_has_one_row_for_each_unit(ipog: Run) -> None:
    shown = ipog("validate", "--samples", "20", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.stdout.decode())))
    assert [row["name"] for row in rows] == [case.name for case in us_2010()]
    row = rows[0]
    assert 0 < float(row["ipog_cross_validated_low"]) < float(row["ipog_cross_validated_high"])
    assert float(row["epa_averages_emitted"]) > 0
    assert row["epa_averages_basis"]


def test_json_holds_everything(ipog: Run, tmp_path: Path) -> None:
    target = tmp_path / "validation.json"
    shown = ipog("validate", "--samples", "0", "--format", "json", "-o", str(target))
    assert shown.stdout == b""
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["samples"] == 0
    assert data["without_carbon"][0]["scores"][CROSS]["units"] == calibration().about["diagnostics"]["units"]
    assert data["without_carbon"][0]["scores"][CROSS]["coverage_p10_p90"] is None
    assert len(data["units"]) == len(us_2010())
    assert data["published"][0]["example"]
    assert "kilgroe-2002" in [source["key"] for source in data["sources"]]


def test_each_class_has_words() -> None:
    assert set(calibration().error) <= set(CLASS_WORDS)


def test_scores_by_class_are_those_of_the_whole_comparison(found: Validation) -> None:
    own = cross_validated_scores()
    assert set(own) == {group.name for group in found.without_carbon}
    for group in found.without_carbon:
        beside = group.scores[CROSS]
        assert own[group.name].units == beside.units
        assert own[group.name].log10_rmse == pytest.approx(beside.log10_rmse, abs=0.005)
        assert own[group.name].removal_error_median == pytest.approx(beside.removal_error_median, abs=0.2)


def test_markdown_has_as_many_cells_in_each_row_as_in_the_head(found: Validation) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", as_markdown(found), re.MULTILINE)
    assert len(tables) == sum(len(section.tables) for section in sections(found))
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_a_case_that_falls_outside_is_shown_with_its_explanation(found: Validation) -> None:
    row = next(row for row in found.published if row.inside)
    outside = replace(row, inside=False, explanation="The coal was not described.")
    changed = replace(found, published=(outside,))
    assert f"{row.example}: {row.unit_name}. The coal was not described." in as_markdown(changed)
    assert "0 of 1 measurements" in as_markdown(changed)


def test_plots_say_which_extra_they_need(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError) as caught:
        require_plots()
    assert "ipog[report]" in str(caught.value.problems[0].allowed)
    target = tmp_path / "page.html"
    assert main(["validate", "--html", str(target)]) == 2
    assert "ipog[report]" in capsys.readouterr().err
    assert not target.exists()


def test_the_page_is_one_file_with_plots_that_can_be_read_aloud(found: Validation) -> None:
    pytest.importorskip("matplotlib")
    from ipog.cli.render.validation_page import as_html

    page = as_html(found)
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        root = ET.fromstring(drawing)
        labels = root.attrib["aria-labelledby"].split()
        texts = {item.attrib.get("id"): item.text for item in root}
        assert root.attrib["role"] == "img"
        assert all(texts[label] for label in labels)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for mark in ("<link", "<script", "<img", "src=", "@import", "url(http"):
        assert mark not in page
    assert page.count("<table>") == sum(len(section.tables) for section in sections(found)) + 1
    assert page == as_html(found)
    # Names of units hold an ampersand.
    assert "Hopewell 10771_1 &amp; 2" in page
