"""The colours to choose from: dark, light, high contrast, and none."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from ipog.language import mark

NAMES: Mapping[str, str] = {
    "textual-dark": mark("dark"),
    "textual-light": mark("light"),
    "high-contrast": mark("high contrast"),
    "monochrome": mark("monochrome"),
}
"""Themes that the settings offer; the list of commands has all the others."""

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    text_alpha=1.0,
    variables={"text-muted": "#ffffff", "text-disabled": "#c0c0c0", "block-cursor-text-style": "bold"},
)

MONOCHROME = Theme(
    name="monochrome",
    primary="#808080",
    secondary="#a0a0a0",
    accent="#ffffff",
    warning="#e0e0e0",
    error="#ffffff",
    success="#e0e0e0",
    foreground="#e0e0e0",
    background="#000000",
    surface="#000000",
    panel="#303030",
    text_alpha=1.0,
    variables={"text-muted": "#b0b0b0", "block-cursor-text-style": "bold reverse"},
)
