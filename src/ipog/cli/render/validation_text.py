"""The result of ``ipog validate`` as text and as Markdown."""

from __future__ import annotations

from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import citation
from ipog.cli.render.validation_sections import Section, Table, sections
from ipog.language import plural, tr, width
from ipog.validation import Validation


def provenance(validation: Validation) -> str:
    """What made the figures, in a sentence."""
    return plural(
        "ipog {version}, parameters {parameters}; {count} draws a unit, seed {seed}.",
        "ipog {version}, parameters {parameters}; {count} draws a unit, seed {seed}.",
        validation.samples,
        version=validation.ipog,
        parameters=validation.parameters,
        seed=validation.seed,
    )


def source_keys(validation: Validation) -> list[str]:
    """Keys of everything that is compared."""
    fixed = ["epa-icr-2010", "ipog-calibration", "kilgroe-2002", "eia-aeo2026"]
    return list(dict.fromkeys([*fixed, *(row.source for row in validation.published if row.source)]))


def as_text(validation: Validation) -> str:
    """Sections for a terminal of 80 columns."""
    lines = [tr("Predicted against measured"), *paragraph(provenance(validation), indent=0)]
    for section in sections(validation):
        lines += ["", section.title, "=" * width(section.title), *_text_section(section)]
    lines += ["", tr("Sources")]
    for key in source_keys(validation):
        lines += paragraph(f"{key}: {citation(key)['citation']}", first="- ")
    return "\n".join(lines) + "\n"


def _text_section(section: Section) -> list[str]:
    lines = [line for words in section.paragraphs for line in ["", *paragraph(words, indent=0)]][1:]
    for part in section.tables:
        lines += ["", *_text_table(part)]
    if section.remarks:
        lines += ["", *(line for words in section.remarks for line in paragraph(words, first="- "))]
    return lines


def _text_table(part: Table) -> list[str]:
    rows: list[list[str]] = []
    for name, members in part.groups:
        rows += [[name]] if part.group_head else []
        rows += [[f"  {first}" if part.group_head else first, *rest] for first, *rest in members]
    return table(rows, [list(part.head)], "<" + ">" * (len(part.head) - 1), indent=0, flexible=(0,))


def as_markdown(validation: Validation) -> str:
    """Sections for a page of the manual; headings of the third level."""
    lines = [provenance(validation)]
    for section in sections(validation):
        lines += ["", f"### {section.title}"]
        for words in section.paragraphs:
            lines += ["", words]
        for part in section.tables:
            lines += ["", *_markdown_table(part)]
        if section.remarks:
            lines += ["", *(f"- {words}" for words in section.remarks)]
    return "\n".join(lines) + "\n"


def _markdown_table(part: Table) -> list[str]:
    first = [part.group_head] if part.group_head else []
    heads = [*first, *part.head]
    # Words on the left, figures on the right.
    marks = ["---"] * (len(first) + 1) + ["---:"] * (len(part.head) - 1)
    lines = [_markdown_row(heads), _markdown_row(marks)]
    for name, members in part.groups:
        lines += [_markdown_row([*([name] if part.group_head else []), *row]) for row in members]
    return lines


def _markdown_row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
