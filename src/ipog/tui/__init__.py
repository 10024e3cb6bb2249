"""The terminal app: it edits a plant file and shows what the public API makes of it; no chemistry here.

``document`` holds the text that is edited, ``nodes`` and ``fields`` say what the tree and the forms
show of it, ``present`` puts results into words and tables, ``screens`` and ``widgets`` are what is seen.
"""

from __future__ import annotations
