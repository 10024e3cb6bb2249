"""Shares of a blend that always add up to 100 %."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from ipog.files.marks import Steps
from ipog.quantities import QuantityError, read_amount
from ipog.tui.document import PlantDocument

WHOLE = 1000
"""Shares are counted in tenths of a per cent, so that no rounding is lost."""


def shares_of(document: PlantDocument, feed: Steps) -> list[int]:
    """The shares of a feed in tenths of a per cent; what is missing is shared out, what is too much cut.

    Parameters
    ----------
    document : what is edited
    feed : path of the list of coals
    """
    coals: Any = document.value(feed)
    given = [_given(coal) for coal in coals] if isinstance(coals, list) else []
    left = WHOLE - sum(share for share in given if share is not None)
    open_ = sum(share is None for share in given)
    found = [max(left, 0) / open_ if share is None else share for share in given]
    return _whole(found)


def changed(shares: Sequence[int], held: Collection[int], index: int, wanted: int) -> list[int]:
    """Shares after one of them was changed; the others that are not held give or take in proportion.

    Parameters
    ----------
    shares : tenths of a per cent
    held : places that keep their share
    index : the place that changes
    wanted : its new share
    """
    free = [place for place in range(len(shares)) if place != index and place not in held]
    kept = sum(shares[place] for place in held if place != index)
    most = WHOLE - kept
    share = min(max(wanted, 0), most) if free else most
    rest, before = most - share, sum(shares[place] for place in free)
    parts = [shares[place] * rest / before if before else rest / len(free) for place in free]
    found = list(shares)
    found[index] = share
    for place, part in zip(free, _whole(parts, rest), strict=True):
        found[place] = part
    return found


def written(share: int) -> str:
    """A share as a plant file has it."""
    return f"{Decimal(share) / 10:f} %".replace(".0 %", " %")


def _given(coal: Any) -> float | None:
    value = coal.get("share") if isinstance(coal, dict) else None
    if value is None:
        return None
    try:
        return float(read_amount(value, "fraction", "%")) * WHOLE / 100
    except QuantityError:
        return None


def _whole(parts: Sequence[float], total: int = WHOLE) -> list[int]:
    """Whole numbers near the parts that add up to a total; the largest remainders are rounded up."""
    if not parts:
        return []
    size = sum(parts)
    scaled = [part * total / size if size else total / len(parts) for part in parts]
    found = [int(part) for part in scaled]
    by_rest = sorted(range(len(parts)), key=lambda place: (found[place] - scaled[place], place))
    for place in by_rest[: total - sum(found)]:
        found[place] += 1
    return found
