"""Coals: the library, basis conversion, gap filling, cleaning and blending, up to the coal as fired."""

from __future__ import annotations

from ipog.coals.as_fired import AsFired, Value
from ipog.coals.cleaning import clean
from ipog.coals.draws import Draw, central
from ipog.coals.feed import ResolvedFeed, add_halogen, blend, mass_shares, resolve_feed
from ipog.coals.library import STANDINGS, LibraryCoal, Origin, UnknownCoal, as_coal, find, library, search
from ipog.coals.rebase import CannotRebase, Rebased, rebase
from ipog.coals.resolve import Resolved, resolve

__all__ = [
    "STANDINGS",
    "AsFired",
    "CannotRebase",
    "Draw",
    "LibraryCoal",
    "Origin",
    "Rebased",
    "Resolved",
    "ResolvedFeed",
    "UnknownCoal",
    "Value",
    "add_halogen",
    "as_coal",
    "blend",
    "central",
    "clean",
    "find",
    "library",
    "mass_shares",
    "rebase",
    "resolve",
    "resolve_feed",
    "search",
]
