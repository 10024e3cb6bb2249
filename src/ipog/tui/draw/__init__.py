"""Pictures of letters: the train in boxes, the way of the mercury, bars; each with its figures beside it."""

from __future__ import annotations
