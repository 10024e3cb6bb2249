"""Quantities: what people write, the units they use, and the bases of the trade."""

from __future__ import annotations

from ipog.quantities.amount import Amount, Spread
from ipog.quantities.errors import QuantityError
from ipog.quantities.reading import read_amount, read_one_of
from ipog.quantities.table import convert, dimensions, dimensions_of, units_of

__all__ = [
    "Amount",
    "QuantityError",
    "Spread",
    "convert",
    "dimensions",
    "dimensions_of",
    "read_amount",
    "read_one_of",
    "units_of",
]
