"""The questions a new plant begins with, and the plant that their answers make."""

from __future__ import annotations
