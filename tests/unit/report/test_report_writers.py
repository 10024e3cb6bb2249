"""Reports as HTML, Markdown, PDF and Word: valid, the same in every run, harmless whatever the names."""

from __future__ import annotations

import io
import re
import sys
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from reports import HOSTILE, PLANT, evaluated, report

from ipog.diagnostics import InputError
from ipog.figures import figure
from ipog.report.charts import Abatement, Branch, Front, Intervals, Parity, Ranges, Sankey, Tornado
from ipog.report.document import Picture, Table
from ipog.report.docx import as_docx
from ipog.report.html import as_html
from ipog.report.markdown import as_markdown
from ipog.report.pdf import as_pdf


@cache
def page(text: str) -> str:
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    return as_html(report(text))


@cache
def markdown(text: str) -> str:
    return as_markdown(report(text))


@cache
def pdf(text: str) -> bytes:
    pytest.importorskip("matplotlib")
    pytest.importorskip("typst")
    return as_pdf(report(text))


@cache
def docx(text: str) -> bytes:
    pytest.importorskip("matplotlib")
    pytest.importorskip("docx")
    return as_docx(report(text))


def pdf_text(data: bytes) -> str:
    pypdf = pytest.importorskip("pypdf")
    # Breaks that make long words fit are no part of the text.
    pages = [found.extract_text() for found in pypdf.PdfReader(io.BytesIO(data)).pages]
    return "\n".join(pages).replace("\u200b", "")


@pytest.mark.parametrize("text", [PLANT, HOSTILE], ids=["plain", "hostile"])
def test_html_keeps_the_rules_of_html(text: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    html5lib.HTMLParser(strict=True).parse(page(text))


def test_html_needs_nothing_else() -> None:
    made = page(PLANT)
    for mark in ("<link", "<script", "<img", "src=", "@import", "url(http", "<iframe"):
        assert mark not in made


def test_charts_of_the_page_can_be_read_aloud() -> None:
    made = page(PLANT)
    drawings = re.findall(r"<svg.*?</svg>", made, re.DOTALL)
    pictures = [b for section in report(PLANT).sections for b in section.blocks if isinstance(b, Picture)]
    assert len(drawings) == len(pictures) > 8
    for drawing in drawings:
        root = ET.fromstring(drawing)
        texts = {item.attrib.get("id"): item.text for item in root}
        assert root.attrib["role"] == "img"
        assert all(texts[label] for label in root.attrib["aria-labelledby"].split())
    ids = re.findall(r'\bid="([^"]+)"', made)
    assert len(ids) == len(set(ids))


def test_tables_of_the_page_have_heads() -> None:
    made = page(PLANT)
    bodies = re.findall(r"<table>.*?</table>", made, re.DOTALL)
    blocks = [b for section in report(PLANT).sections for b in section.blocks if isinstance(b, Table)]
    assert len(bodies) == len(blocks)
    for body in bodies:
        assert "<caption>" in body
        assert 'scope="col"' in body
    assert 'scope="row"' in bodies[0]


def test_nothing_of_a_name_becomes_a_tag() -> None:
    made = page(HOSTILE)
    assert not re.search(r"<(script|img|b|i|u)\b", made)
    assert "&lt;script&gt;" in made
    assert "{{ 7*7 }}" in made
    # The appendix alone holds the file as it is; its marks are spelled out there, as the author did.
    assert "\u202e" not in made


def test_nothing_of_a_name_becomes_markup_of_markdown() -> None:
    made = markdown(HOSTILE)
    body, _, appendix = made.partition("## The plant file")
    assert not re.search(r"(?<!\\)[<>]", body)
    assert "\u202e" not in body
    # Names hold three backticks, so the fence has four.
    assert appendix.count("````") == 2
    widths = [line.count("|") - line.count("\\|") for line in body.splitlines() if line.startswith("| ")]
    assert min(widths) >= 3


def test_nothing_of_a_name_is_run_by_the_typesetter() -> None:
    text = pdf_text(pdf(HOSTILE))
    assert "#panic()" in text
    assert "#set page(fill: red)" in " ".join(text.split())
    assert "root:" not in text


def test_the_pdf_holds_the_figures_of_the_result() -> None:
    text = pdf_text(pdf(PLANT))
    _, evaluation = evaluated(PLANT)
    for unit in evaluation.units:
        assert figure(unit.stack.hg_ug_nm3) in text
        assert figure(unit.percentiles[90].hg_ug_nm3) in text
        for stage in unit.stages:
            assert figure(stage.hg_total_ug_nm3) in text
    assert evaluation.parameters in text


def test_the_pdf_has_words_for_its_charts() -> None:
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(pdf(PLANT)))
    assert reader.metadata.title.startswith("Mercury of Example & Söhne")
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_the_word_document_holds_the_figures_and_words_for_its_charts() -> None:
    made = pytest.importorskip("docx").Document(io.BytesIO(docx(PLANT)))
    cells = {cell.text for grid in made.tables for row in grid.rows for cell in row.cells}
    _, evaluation = evaluated(PLANT)
    for unit in evaluation.units:
        assert figure(unit.stack.hg_ug_nm3) in cells
        assert {figure(stage.hg_total_ug_nm3) for stage in unit.stages} <= cells
    pictures = [b for section in report(PLANT).sections for b in section.blocks if isinstance(b, Picture)]
    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == [
        item.alt for item in pictures
    ]
    assert made.core_properties.title.startswith("Mercury of Example & Söhne")


def test_the_word_document_shows_names_as_they_are() -> None:
    made = pytest.importorskip("docx").Document(io.BytesIO(docx(HOSTILE)))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "<script>alert(1)</script>" in text
    assert "#set page(fill: red)" in text
    head = "\n".join(paragraph.text for paragraph in made.paragraphs if paragraph.style.name != "Normal")
    assert "\u202e" not in head


@pytest.mark.parametrize("write", [page, pdf, markdown, docx])
def test_the_same_input_gives_the_same_bytes(write) -> None:
    # The first may be kept from another test; the second is made anew.
    assert write(PLANT) == write.__wrapped__(PLANT)


def test_markdown_tables_have_as_many_cells_in_each_row_as_in_the_head() -> None:
    made = markdown(PLANT)
    grids = re.findall(r"(?:^\|.*\n)+", made, re.MULTILINE)
    assert grids
    for grid in grids:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in grid.splitlines()}) == 1


@pytest.mark.parametrize(
    ("write", "missing", "extra"),
    [
        (as_html, "jinja2", "ipog[report]"),
        (as_pdf, "typst", "ipog[report,pdf]"),
        (as_docx, "docx", "ipog[report,docx]"),
    ],
    ids=["html", "pdf", "docx"],
)
def test_what_is_not_installed_is_said(
    monkeypatch: pytest.MonkeyPatch, write, missing: str, extra: str
) -> None:
    made = report(PLANT, samples=0)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError) as caught:
        write(made)
    assert missing in caught.value.problems[0].message
    assert extra in str(caught.value.problems[0].allowed)


def test_markdown_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("jinja2", "matplotlib", "typst"):
        monkeypatch.setitem(sys.modules, library, None)
    assert "own goal" in as_markdown(report(PLANT))


@pytest.mark.parametrize(
    "chart",
    [
        Sankey("coal 100 %", (), 1.0),
        Sankey("coal 100 %", (Branch("ESP", "fly ash", 1.0),), 0.0),
        Ranges((("zero", 0.0, 0.0, 0.0),)),
        Front((("as it stands", 0.0, 10.0),)),
        Abatement((("pays for itself", 1.0, -5e4), ("free", 0.0, 0.0), ("dear", 0.1, 1e8))),
        Tornado((("same", 1.0, 1.0000001),), 1.0, "axis"),
        Tornado((("wide", 0.0, 1e4),), 1.0, "axis"),
        Intervals((("nothing", 0.0, 0.0, 0.0),), "axis"),
        Intervals((("low", 0.0, 0.0, 0.0), ("high", 1.0, 1e3, 1e6)), "axis"),
        Parity((), (), ((0.0, 100.0),), "a class"),
    ],
    ids=[
        "no-branch",
        "all-taken",
        "zero",
        "no-option",
        "costs",
        "narrow",
        "wide",
        "nothing",
        "both-ends",
        "no-units",
    ],
)
def test_extreme_charts_can_be_drawn(chart) -> None:
    pytest.importorskip("matplotlib")
    from ipog.report.draw import figure_of
    from ipog.report.drawing import saved

    assert saved(lambda: figure_of(chart), "k", "png").startswith(b"\x89PNG")
