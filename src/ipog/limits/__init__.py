"""Emission limits for mercury by jurisdiction: the table, which rows bind a unit, and a common state."""

from __future__ import annotations

from ipog.limits.choice import Applicable, applicable
from ipog.limits.convert import in_result_unit
from ipog.limits.table import (
    EU_MEMBERS,
    Limit,
    UnknownJurisdiction,
    UnknownLimit,
    find,
    for_country,
    limits,
)

__all__ = [
    "EU_MEMBERS",
    "Applicable",
    "Limit",
    "UnknownJurisdiction",
    "UnknownLimit",
    "applicable",
    "find",
    "for_country",
    "in_result_unit",
    "limits",
]
