"""Numbers as people read them; the app shows them the same way, so they live outside the command line."""

from __future__ import annotations

from ipog.figures import UNKNOWN, figure, percent, short

__all__ = ["UNKNOWN", "figure", "percent", "short"]
