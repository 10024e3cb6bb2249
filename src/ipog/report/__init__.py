"""Reports: the result as a page that a manager, a regulator or a class can read.

``document`` holds a report as blocks, ``unit_part`` and ``build`` fill it, ``charts`` says what the pictures
show and ``draw`` draws them; ``html``, ``markdown`` and ``pdf`` write it. Libraries of the extras are loaded
only by the writers that need them.
"""

from __future__ import annotations

from ipog.report.build import build, report_day

__all__ = ["build", "report_day"]
