"""The result of ``ipog validate`` as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from ipog.cli.render.record import citation
from ipog.cli.render.validation_plots import parity, plotted_units, require_plots, residual, residuals
from ipog.cli.render.validation_sections import Section, Table, sections
from ipog.cli.render.validation_text import provenance, source_keys
from ipog.language import current, decimal, mark, plural, tr
from ipog.shown import figure
from ipog.validation import CROSS, Validation
from ipog.validation.classes import class_words

__all__ = ["as_html", "require_plots"]

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; }
th, td { padding: 0.15rem 0.6rem; border-bottom: 1px solid #bbb; text-align: right; vertical-align: top; }
th[scope=row], th:first-child, td:first-child { text-align: left; font-weight: normal; }
thead th { font-weight: bold; border-bottom: 2px solid #444; }
tr.group th { text-align: left; font-weight: bold; padding-top: 0.7rem; }
figure { margin: 1rem 0; }
svg { max-width: 100%; height: auto; }
details > summary { cursor: pointer; }
"""

_PARITY_WORDS = mark(
    "Predicted over measured emission of each unit; the line is equality, dashed a factor of 2, dotted a "
    "factor of 3."
)
_RESIDUAL_WORDS = mark(
    "How far each prediction lies from its measurement, by class of train; dashed a factor of 2, dotted a "
    "factor of 3."
)
_PLOTS: dict[str, tuple[Callable[[Validation], str], str]] = {
    "units": (parity, _PARITY_WORDS),
    "classes": (residuals, _RESIDUAL_WORDS),
}
"""For each section that has a plot: how to draw it, and the words below it."""


def as_html(validation: Validation) -> str:
    """The whole page; raises InputError if matplotlib is not installed."""
    require_plots()
    title, lang = escape(tr("Predicted against measured")), current().replace("_", "-")
    body = [f"<h1>{title}</h1><p>{escape(provenance(validation))}</p>"]
    body += [_section(section, validation) for section in sections(validation)]
    body += [_units(validation), _sources(validation)]
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(tr('ipog: predicted against measured'))}</title>\n"
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, validation: Validation) -> str:
    parts = [f"<h2>{escape(section.title)}</h2>"]
    parts += [f"<p>{escape(words)}</p>" for words in section.paragraphs]
    if section.key in _PLOTS:
        draw, words = _PLOTS[section.key]
        parts.append(f"<figure>\n{draw(validation)}\n<figcaption>{escape(tr(words))}</figcaption>\n</figure>")
    parts += [_table(part) for part in section.tables]
    if section.remarks:
        parts.append("<ul>" + "".join(f"<li>{escape(words)}</li>" for words in section.remarks) + "</ul>")
    return "<section>\n" + "\n".join(parts) + "\n</section>"


def _table(part: Table) -> str:
    rows: list[str] = []
    for name, members in part.groups:
        if part.group_head:
            rows.append(
                f'<tr class="group"><th scope="rowgroup" colspan="{len(part.head)}">{escape(name)}</th></tr>'
            )
        rows += [_row(cells) for cells in members]
    return _grid(part.caption, part.head, rows)


def _grid(caption: str, head: Sequence[str], rows: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *rest = cells
    return (
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
    )


def _units(validation: Validation) -> str:
    """The figures behind the plots."""
    rows = []
    for unit in plotted_units(validation):
        found = unit.predictions[CROSS]
        cells = (unit.emitted, found.emitted, found.low, found.high)
        rows.append(
            _row(
                [
                    unit.name,
                    class_words(unit.error_class),
                    *(figure(None if cell is None else 100 * cell) for cell in cells),
                    decimal(f"{residual(unit):+z.2f}"),
                ]
            )
        )
    head = (
        tr("unit"),
        tr("class"),
        tr("measured, %"),
        tr("predicted, %"),
        "P10, %",
        "P90, %",
        tr("log10 ratio"),
    )
    caption = tr("Share of the coal's mercury at the stack, cross-validated")
    title = escape(tr("Every unit of the plots"))
    count = escape(plural("{count} units", "{count} units", len(rows)))
    return (
        f"<section>\n<h2>{title}</h2>\n<details>\n<summary>{count}</summary>\n"
        + _grid(caption, head, rows)
        + "\n</details>\n</section>"
    )


def _sources(validation: Validation) -> str:
    items = "".join(
        f"<li>{escape(key)}: {escape(str(citation(key)['citation']))}</li>" for key in source_keys(validation)
    )
    return f"<section>\n<h2>{escape(tr('Sources'))}</h2>\n<ul>{items}</ul>\n</section>"
