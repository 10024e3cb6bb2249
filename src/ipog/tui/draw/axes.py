"""Figures beside the axes of curves; for those who have the extra ``plots``."""

from __future__ import annotations

from collections.abc import Sequence

from textual_plot.axis_formatter import NumericAxisFormatter

from ipog.language import decimal


class Figures(NumericAxisFormatter):
    """Figures with the decimal sign of the language in use."""

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """A label for each tick."""
        return [decimal(label) for label in super().get_labels_for_ticks(ticks)]
