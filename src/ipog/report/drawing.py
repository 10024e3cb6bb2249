"""Figures of matplotlib as SVG, PNG or PDF, the same bytes in every run."""

from __future__ import annotations

import io
import logging
import re
import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from importlib import import_module
from typing import Any, Literal

from ipog.language import decimal
from ipog.report.letters import font_families, require_letters
from ipog.report.safe import columns, plain

PictureForm = Literal["svg", "png", "pdf"]

LEAST = 1e-6
"""Least value on a logarithmic axis; what lies below is drawn there."""

_RESOLUTION = 200
"""Points of a PNG [1/inch]."""
_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None},
}
"""What would differ from run to run is left out."""


@contextmanager
def house_style(salt: str, *, paths: bool = False) -> Iterator[None]:
    """matplotlib as we want it, whatever the user's own settings are.

    Parameters
    ----------
    salt : name of the figure, which its ids are made from
    paths : whether text of SVG is drawn, for a reader that has not the letters
    """
    matplotlib = import_module("matplotlib")
    with matplotlib.rc_context(), warnings.catch_warnings(), _silent("matplotlib.font_manager"):
        matplotlib.rcdefaults()
        # A name in a script that the measuring font lacks is no fault: the viewer has its own font.
        warnings.simplefilter("ignore", UserWarning)
        matplotlib.rcParams.update(
            {
                # Text stays text, so that it can be read aloud and searched.
                "svg.fonttype": "path" if paths else "none",
                "svg.hashsalt": salt,
                "pdf.fonttype": 42,
                # A name may hold the signs that set formulas.
                "text.parse_math": False,
                "font.family": font_families(),
                "font.size": 9,
                "hatch.linewidth": 0.6,
                "axes.spines.top": False,
                "axes.spines.right": False,
            }
        )
        yield


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Without the remarks of a logger: of fonts, it tells that one has no such weight."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def new_figure(width: float, height: float) -> Any:
    """An empty figure of so many inches."""
    return import_module("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")


def saved(make: Callable[[], Any], salt: str, form: PictureForm, *, paths: bool = False) -> bytes:
    """A figure as the bytes of a picture file.

    Parameters
    ----------
    make : makes the figure
    salt : its name
    form : of the file
    paths : whether text of SVG is drawn

    Raises
    ------
    ipog.diagnostics.InputError
        if this computer has no letters for the language in use
    """
    if form != "svg" or paths:
        # The text of an SVG file is set by whoever shows it.
        require_letters()
    buffer = io.BytesIO()
    with house_style(salt, paths=paths):
        figure = make()
        _signs(figure)
        figure.savefig(buffer, format=form, dpi=_RESOLUTION, facecolor="white", metadata=_METADATA[form])
    return buffer.getvalue()


def _signs(figure: Any) -> None:
    """Numbers at the axes with the decimal sign of the language in use."""
    ticker: Any = import_module("matplotlib.ticker")

    class Signed(ticker.ScalarFormatter):  # type: ignore[misc]
        """As matplotlib writes numbers, but for the sign."""

        def __call__(self, value: float, place: int | None = None) -> str:
            return decimal(super().__call__(value, place))

    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ticker.ScalarFormatter:
                axis.set_major_formatter(Signed())


def svg_element(make: Callable[[], Any], key: str, title: str, alt: str) -> str:
    """A figure as an SVG element with a title and a description, to stand in a page."""
    return as_element(saved(make, key, "svg").decode("utf-8"), key, title, alt)


def as_element(drawing: str, key: str, title: str, alt: str) -> str:
    """An SVG file as an element of a page, with ids of its own.

    Parameters
    ----------
    drawing : text of the file
    key : name of its own within the page
    title, alt : what it shows, and the same in words
    """
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{key}-", drawing)
    head = f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-words">{escape(alt)}</desc>'
    start, end = drawing.split(">", 1)
    labelled = start.replace("<svg", f'<svg role="img" aria-labelledby="{key}-title {key}-words"', 1)
    return f"{labelled}>{head}{end}"


def wrapped(text: str, width: int, lines: int = 3) -> str:
    """A label in a few short lines of so many columns."""
    line = plain(text)
    # Letters that take two columns have no blanks between them either.
    letters = width * len(line) // max(columns(line), 1)
    return "\n".join(textwrap.wrap(line, max(letters, 1), max_lines=lines, placeholder="..."))


def logarithmic(axes: Any, values: list[float]) -> None:
    """A logarithmic axis with plain numbers, however narrow it is."""
    ticker = import_module("matplotlib.ticker")
    low, high = max(min(values), LEAST), max(values)
    axes.set_xscale("log")
    axes.set_xlim(low / 1.15, high * 1.15)
    steps = (1.0, 2.0, 5.0) if high / low > 4 else (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
    axes.xaxis.set_major_locator(ticker.LogLocator(subs=(1.0,) if high / low > 300 else steps))
    axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: decimal(f"{value:g}")))
    axes.xaxis.set_minor_formatter(ticker.NullFormatter())
