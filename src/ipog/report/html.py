"""A report as one HTML file that needs nothing else."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files

from ipog.language import tr
from ipog.report.document import Picture, Report
from ipog.report.draw import figure_of
from ipog.report.drawing import svg_element
from ipog.report.extras import require_for
from ipog.report.safe import breakable


def as_html(report: Report) -> str:
    """The page; raises InputError if an extra is missing."""
    require_for(".html")
    jinja2 = import_module("jinja2")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    trusted = import_module("markupsafe").Markup
    # Escaped part by part: only the breaks between the parts are markup.
    environment.filters["breaks"] = lambda text: trusted("<wbr>").join(breakable(text).split("\u200b"))
    template = environment.from_string(_template())
    page: str = template.render(
        report=report,
        tag=report.language.replace("_", "-"),
        in_words=tr("In words"),
        drawing=lambda item: trusted(_svg(item)),
    )
    return page + "\n"


def _template() -> str:
    return files("ipog.report").joinpath("page.html.j2").read_text(encoding="utf-8")


def _svg(item: Picture) -> str:
    return svg_element(lambda: figure_of(item.chart), item.key, item.title, item.alt)
