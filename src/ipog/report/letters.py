"""Fonts for letters that the usual one of figures and pages lacks: those of Chinese."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError, Problem
from ipog.language import current, tr

USUAL = "DejaVu Sans"
"""Comes with matplotlib, and has the letters of all other languages."""
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "DengXian",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimSun",
    "Arial Unicode MS",
)
"""Fonts with Chinese letters that systems and offices bring, the best first."""
_SAMPLE = "\N{CJK UNIFIED IDEOGRAPH-6C5E}"
"""Mercury."""


def font_families() -> list[str]:
    """Families for figures in the language in use, as matplotlib names them."""
    found = _of_language()
    return ["sans-serif"] if found is None else ["sans-serif", found[0]]


def page_fonts() -> tuple[list[str], list[Path]]:
    """Families for pages in the language in use, and the folders where those are that are not the usual."""
    found = _of_language()
    return ([USUAL], []) if found is None else ([USUAL, found[0]], [found[1].parent])


def require_letters() -> None:
    """Raise InputError with one sentence if this computer has no font for the language in use."""
    if _needed() and chinese_font() is None:
        raise InputError(
            [
                Problem(
                    "missing-font",
                    tr("this computer has no font with Chinese letters, which pictures and PDF need"),
                    allowed=tr("install one of {fonts}; or write .html or .md", fonts=", ".join(CHINESE[:4])),
                )
            ]
        )


def _needed() -> bool:
    return current().startswith("zh")


def _of_language() -> tuple[str, Path] | None:
    return chinese_font() if _needed() else None


@cache
def chinese_font() -> tuple[str, Path] | None:
    """Family and file of the best font with Chinese letters on this computer; None if there is none."""
    manager: Any = import_module("matplotlib.font_manager")
    found = _known(manager)
    if found is None:
        # The list that matplotlib keeps lacks what was installed since.
        listed = {entry.fname for entry in manager.fontManager.ttflist}
        for file in manager.findSystemFonts():
            if file not in listed:
                with suppress(OSError, RuntimeError, ValueError):
                    manager.fontManager.addfont(file)
        found = _known(manager)
    return found


def _known(manager: Any) -> tuple[str, Path] | None:
    """The best font of those that matplotlib knows, if one has the letters."""
    files: dict[str, Path] = {}
    for entry in manager.fontManager.ttflist:
        files.setdefault(entry.name, Path(entry.fname))
    for family in CHINESE:
        if family in files and files[family].is_file() and _has_letters(manager, files[family]):
            return family, files[family]
    return None


def _has_letters(manager: Any, file: Path) -> bool:
    return bool(manager.get_font(str(file)).get_char_index(ord(_SAMPLE)))
