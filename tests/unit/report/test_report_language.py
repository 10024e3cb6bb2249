"""Reports in another language: wholly in it, figures included, with letters that can be shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from marked_language import english_left, marked_language
from reports import DAY, PLANT, read

from ipog import language
from ipog.advice import advise
from ipog.diagnostics import InputError
from ipog.evaluate import evaluate
from ipog.language import SOURCE, use
from ipog.plant import Plant
from ipog.report import build, letters
from ipog.report.charts import Branch, Chart, Front, Intervals, Parity, Sankey, Tornado
from ipog.report.comparison import Version, build_comparison
from ipog.report.document import Picture, Report, Table, table
from ipog.report.docx import as_docx
from ipog.report.draw import figure_of
from ipog.report.drawing import house_style, saved
from ipog.report.extras import require_for
from ipog.report.fleet import build_fleet
from ipog.report.fleet_files import Fleet
from ipog.report.html import as_html
from ipog.report.markdown import as_markdown, escaped
from ipog.report.pdf import as_pdf, weights
from ipog.report.rules_part import with_rules, without_rules
from ipog.sources import bibliography

STAYS = (
    "Example & Söhne (ZA)",
    "own goal",
    "own test",
    "Highveld power-station coal (Eskom, mean of eight stations)",
    "ipog report plant.yaml -o report.html",
    "ipog report A.yaml B.yaml ... -o report.html",
    "trace.bromine over chlorine",
    "(factor on the estimate)",
)
"""Names, commands, and parts of names of fields."""
CITATION = re.compile(r"^- [\w-]+: .*$", re.MULTILINE)
VERBATIM = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use(SOURCE)


def full_report(plant: Plant, text: str) -> Report:
    """A report with all its parts."""
    evaluation, chances = without_rules(plant, evaluate(with_rules(plant, DAY), samples=30))
    return build(plant, evaluation, text, DAY, advise(plant, samples=30), chances)


def left(report: Report) -> list[str]:
    """English that stands in a report; its plant files and citations are left out."""
    text = VERBATIM.sub("", as_markdown(report))
    keys = {f"- {escaped(key)}: " for key in bibliography()}
    cited = CITATION.sub(lambda found: "" if found[0].startswith(tuple(keys)) else found[0], text)
    return english_left(cited, map(escaped, STAYS))


def test_a_report_with_advice_is_wholly_in_the_language() -> None:
    plant = read(PLANT)
    with marked_language():
        report = full_report(plant, PLANT)
        found = left(report)
    assert found == [], "\n".join(found)


def test_comparisons_and_fleets_are_wholly_in_the_language() -> None:
    plant = read(PLANT)
    rows = (
        {"group": "all", "name": "all", "units": "3", "units_of_known_size": "2", "hg_kg_year": "5",
         "hg_kg_year_p10": "2", "hg_kg_year_p50": "6", "hg_kg_year_p90": "9"},
        {"group": "all", "name": "all", "units": "3", "hg_kg_year": "4", "scenario": "S1", "year": "2030"},
        {"group": "country", "name": "US", "units": "2", "hg_kg_year": "3"},
        {"group": "country", "name": "", "units": "1", "hg_kg_year": "2"},
        {"group": "top_emitter", "name": "A", "units": "1", "hg_kg_year": "3"},
        {"group": "largest_emitters", "name": "largest 10 % of units", "units": "1", "hg_kg_year": "3"},
        *({"group": "lorenz", "name": "", "units_fraction": f"{x}", "share_of_all_fraction": f"{x * x}"}
          for x in (0, 0.5, 1)),
    )  # fmt: skip
    errors = ({"file": "a.csv", "line": "3", "message": "said", "level": "error"},) * 30
    with marked_language():
        evaluation = evaluate(plant, samples=20)
        versions = [Version(label, plant, evaluation, PLANT) for label in ("A", "B")]
        assert left(build_comparison(versions, DAY)) == []
        assert left(build_fleet(Fleet("F", rows, errors, ""), DAY)) == []


def texts_of(figure: Any) -> list[str]:
    """All words of a figure, with what its axes say."""
    figure.draw_without_rendering()
    import matplotlib.text

    return [text.get_text() for text in figure.findobj(matplotlib.text.Text)]


CHARTS: tuple[Chart, ...] = (
    Sankey("·", (Branch("·", "·", 0.4),), 0.6),
    Intervals((("·", 1.0, 2.0, 3.0),), "·"),
    Parity(((1.0, 2.0),), ((2.0, 3.0),), ((4.0, 4.0),), "·"),
    Front((("·", 0.0, 2.0), ("·", 1.0, 1.0))),
)


def test_figures_are_in_the_language_with_its_decimal_sign() -> None:
    pytest.importorskip("matplotlib")
    with marked_language():
        report = full_report(read(PLANT), PLANT)
        charts = [b.chart for s in report.sections for b in s.blocks if isinstance(b, Picture)]
        for chart in (*charts[:7], *charts[-2:], *CHARTS):
            if isinstance(chart, Tornado):
                # Inputs and coefficients go by their names.
                chart = replace(chart, rows=tuple(("·", *row[1:]) for row in chart.rows))  # noqa: PLW2901
            with house_style("test"):
                words = texts_of(figure_of(chart))
            assert english_left("\n".join(words).replace("Unit 1", "")) == [], chart
    use("fr")
    svg = saved(lambda: figure_of(CHARTS[3]), "front", "svg").decode()
    assert ">0,0<" in svg
    assert not re.search(r">\d+\.\d+<", svg)


def test_writers_name_the_language() -> None:
    pytest.importorskip("jinja2")
    pytest.importorskip("docx")
    use("fr")
    report = Report("Titre", "2026-01-01", "ipog", "fr", ())
    assert '<html lang="fr">' in as_html(report)
    with zipfile.ZipFile(io.BytesIO(as_docx(report))) as parts:
        assert b'<w:lang w:val="fr"/>' in parts.read("word/styles.xml")
        assert b"<dc:language>fr</dc:language>" in parts.read("docProps/core.xml")
    report = Report("T", "2026-01-01", "ipog", "zh_Hans", ())
    assert '<html lang="zh-Hans">' in as_html(report)
    with zipfile.ZipFile(io.BytesIO(as_docx(report))) as parts:
        assert b'w:eastAsia="zh-CN"' in parts.read("word/styles.xml")


def test_numbers_of_tables_have_the_comma_where_the_language_has_it() -> None:
    plant = read(PLANT)
    use("en", comma=True)
    report = build(plant, evaluate(plant, samples=20), PLANT, DAY)
    tables = {
        block.caption: block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table)
    }
    for caption in ("Mercury of each unit", "Mercury at the stack", "Balance of the mercury"):
        cells = [cell for row in tables[caption].rows for cell in row[1:]]
        assert any("," in cell for cell in cells)
        assert not any("." in cell for cell in cells)


def test_chinese_is_drawn_with_a_font_that_has_it() -> None:
    pytest.importorskip("matplotlib")
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    if letters.chinese_font() is None:
        pytest.skip("no font with Chinese letters on this computer")
    use("zh_Hans")
    axis = "烟囱的汞"
    chart = Intervals((("燃煤", 1.0, 2.0, 3.0),), axis)
    with house_style("test"):
        assert "sans-serif" in figure_of(chart).axes[0].xaxis.label.get_fontfamily()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert saved(lambda: figure_of(chart), "zh", "png").startswith(b"\x89PNG")
    report = Report(axis, "2026-01-01", "ipog", "zh_Hans", ())
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(as_pdf(report))).pages)
    assert axis in text


def test_without_a_font_for_the_language_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(letters, "chinese_font", lambda: None)
    monkeypatch.setattr(language, "_language", "zh_Hans")
    monkeypatch.setattr(language, "_catalogues", {})
    chart = CHARTS[1]
    for end in (".pdf", ".docx"):
        with pytest.raises(InputError):
            require_for(end)
    with pytest.raises(InputError) as caught:
        saved(lambda: figure_of(chart), "zh", "png")
    assert caught.value.problems[0].id == "missing-font"
    assert "Noto Sans CJK SC" in (caught.value.problems[0].allowed or "")
    assert saved(lambda: figure_of(chart), "zh", "svg").startswith(b"<?xml")


def test_long_heads_of_figures_leave_room_for_words_on_paper() -> None:
    words, head = "a rule that is told in many words", "probability of keeping it, in per cent"
    short = table("t", ("rule", "value", "%"), [(words, "1.0", "72")], "<>>")
    assert weights(short) == [len(words), 0, 0]
    long = table("t", ("rule", head, head, head), [(words, "1.0", "72", "72")], "<>>>")
    assert weights(long) == [len(words), *[-len("probability")] * 3]
    chinese = table("t", ("规则", "达到规则的概率百分比" * 6, "值"), [(words, "1.0", "72")], "<>>")
    assert weights(chinese) == [len(words), -4, 0]
