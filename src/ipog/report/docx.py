"""A report as a Word document, which others can go on writing in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from importlib import import_module
from typing import Any

from ipog.report.document import Block, Bullets, Picture, Report, Table, Words
from ipog.report.draw import figure_of
from ipog.report.drawing import saved
from ipog.report.extras import require_for

_PICTURE_CM = 15.5
_MARGIN_CM = 2.2
_SMALL, _CODE = 8, 7.5
"""Sizes of letters in tables and of the plant file [pt]."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The day that the parts of the file bear, the first that a zip archive knows."""
_TAGS = {"zh_Hans": "zh-CN"}
"""Languages that Word knows by another name."""
_CHINESE = "Microsoft YaHei"
"""Font that Word brings; other programs take their own in its place."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_docx(report: Report) -> bytes:
    """The report as the bytes of a .docx file; raises InputError if an extra is missing."""
    require_for(".docx")
    document = import_module("docx").Document()
    _set_up(document, report)
    document.add_heading(_text(report.title), level=0)
    document.add_paragraph(_text(f"{report.date}. {report.provenance}."))
    for section in report.sections:
        document.add_heading(_text(section.title), level=section.level - 1)
        for block in section.blocks:
            _add(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return _undated(buffer.getvalue())


def _set_up(document: Any, report: Report) -> None:
    """Paper, letters, footer, and properties that are the same in every run."""
    shared = import_module("docx.shared")
    page = document.sections[0]
    page.page_width, page.page_height = shared.Cm(21.0), shared.Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = shared.Cm(_MARGIN_CM)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", shared.Pt(9.5)
    footer = page.footer.paragraphs[0]
    footer.text = _text(report.provenance)
    footer.runs[0].font.size = shared.Pt(_SMALL)
    day = datetime.fromisoformat(report.date)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _text(report.title)[:250], "ipog", ""
    properties.created = properties.modified = day
    properties.language = report.language.replace("_", "-")
    _speak(normal, report.language)


def _speak(style: Any, code: str) -> None:
    """The language in which words are checked, and the letters of Chinese."""
    oxml, ns = import_module("docx.oxml"), import_module("docx.oxml.ns")
    properties = style.element.get_or_add_rPr()
    element = oxml.OxmlElement("w:lang")
    tag = _TAGS.get(code, code)
    element.set(ns.qn("w:val"), tag)
    if tag.startswith("zh"):
        element.set(ns.qn("w:eastAsia"), tag)
        properties.get_or_add_rFonts().set(ns.qn("w:eastAsia"), _CHINESE)
    properties.append(element)


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Words):
        document.add_paragraph(_text(block.text))
    elif isinstance(block, Bullets):
        for item in block.items:
            document.add_paragraph(_text(item), style="List Bullet")
    elif isinstance(block, Table):
        _add_table(document, block)
    elif isinstance(block, Picture):
        _add_picture(document, block)
    else:
        shared = import_module("docx.shared")
        run = document.add_paragraph().add_run(_text(block.text.rstrip()))
        run.font.name, run.font.size = "Courier New", shared.Pt(_CODE)


def _add_table(document: Any, block: Table) -> None:
    document.add_paragraph().add_run(_text(block.caption)).bold = True
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    made = document.add_table(rows=0, cols=len(block.head), style="Light List")
    for row in (block.head, *block.rows):
        _fill(made.add_row().cells, row, block.align)
    # Word, and what reads aloud, then know the head; it is repeated on each page.
    properties = made.rows[0]._tr.get_or_add_trPr()
    properties.append(import_module("docx.oxml").OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _fill(cells: Iterable[Any], texts: Iterable[str], align: str) -> None:
    shared = import_module("docx.shared")
    right = import_module("docx.enum.text").WD_ALIGN_PARAGRAPH.RIGHT
    for cell, text, side in zip(cells, texts, align, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(_text(text)).font.size = shared.Pt(_SMALL)
        if side == ">":
            paragraph.alignment = right


def _add_picture(document: Any, block: Picture) -> None:
    shared = import_module("docx.shared")
    document.add_paragraph().add_run(_text(block.title)).bold = True
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    data = saved(lambda: figure_of(block.chart), block.key, "png")
    shape = document.add_picture(io.BytesIO(data), width=shared.Cm(_PICTURE_CM))
    shape._inline.docPr.set("descr", _text(block.alt))
    shape._inline.docPr.set("title", _text(block.title))


def _text(text: str) -> str:
    """Text without the signs that XML can't hold."""
    return _NOT_XML.sub("\ufffd", text)


def _undated(data: bytes) -> bytes:
    """The archive with the same dates in every run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            about = zipfile.ZipInfo(part.filename, _OLDEST)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(part))
    return buffer.getvalue()
