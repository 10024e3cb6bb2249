"""The Toolkit's estimate beside ours for units side by side; each figure is that of a unit alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipog.batch.block import Values, Words
from ipog.batch.digits import all_rounded
from ipog.batch.lots import Lot
from ipog.batch.toolkit import DEFAULT_INPUT_G_T, MEDIA, SUMMED, Factors, class_of
from ipog.results import UnitResult

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Beside:
    """The estimate of the Toolkit for a lot.

    Attributes
    ----------
    kind : the Toolkit's class of the units' flue gas cleaning
    columns : of the results
    sums : what of them is summed up, nan for none
    """

    kind: str
    columns: dict[str, Values]
    sums: dict[str, Array]


def toolkit_abreast(lot: Lot, result: UnitResult, factors: Factors) -> Beside:
    """What :func:`~ipog.batch.toolkit.toolkit_columns` gives of each unit of a lot.

    Parameters
    ----------
    lot, result : the units and their results
    factors : output distribution factors
    """
    rows = len(lot)

    def each(value: Any) -> Array:
        return np.broadcast_to(np.asarray(np.nan if value is None else value, float), (rows,))

    kind = class_of(lot.like)
    keys = [factors.key(kind, feed.resolved.coal.rank) for feed in lot.feeds]
    none = (np.nan, np.nan, np.nan)
    shares = np.array([none if key is None else factors.shares[key] for key in keys], float)[lot.feed_of].T
    standing = Words.of([None if key is None else factors.standing[key] for key in keys])
    coal_g_t = each(result.coal.mercury_mg_kg_as_received)
    input_kg = each(None if result.balance_kg_year is None else result.balance_kg_year["coal"])
    burned_t = input_kg / coal_g_t * 1e3
    default_kg = burned_t * DEFAULT_INPUT_G_T * 1e-3
    air, water = each(result.balance_fraction["stack"]), each(result.balance_fraction.get("waste_water", 0.0))
    own = (air, water, np.maximum(0.0, 1 - air - water))
    found: dict[str, Array] = {
        "toolkit_coal_t_year": burned_t,
        "toolkit_input_factor_g_t": coal_g_t,
        "toolkit_input_kg_year": input_kg,
    }
    found |= {
        f"toolkit_{medium}_kg_year": share * input_kg for medium, share in zip(MEDIA, shares, strict=True)
    }
    found |= {
        "toolkit_default_input_kg_year": default_kg,
        "toolkit_default_air_kg_year": shares[0] * default_kg,
    }
    found |= {f"release_{medium}_factor": share for medium, share in zip(MEDIA, own, strict=True)}
    found |= {f"release_{medium}_kg_year": share * input_kg for medium, share in zip(MEDIA, own, strict=True)}
    told = dict(zip(found, all_rounded(np.stack(list(found.values()))), strict=True))
    ours, theirs = told["release_air_kg_year"], told["toolkit_air_kg_year"]
    over = np.where(ours > 0, theirs / np.where(ours > 0, ours, 1.0), np.nan)
    columns: dict[str, Values] = {"toolkit_class": kind}
    columns |= {name: told[name] for name in list(told)[:3]}
    columns |= {f"toolkit_{medium}_factor": share for medium, share in zip(MEDIA, shares, strict=True)}
    columns |= {name: told[name] for name in told if name.startswith("toolkit")}
    columns["toolkit_standing"] = standing.at(lot.feed_of)
    columns |= told
    columns["toolkit_air_over_ours"] = all_rounded(over)
    sums = {name: values for name, values in told.items() if name.endswith(SUMMED)}
    sums["toolkit_units"] = np.where(np.isnan(theirs), np.nan, 1.0)
    return Beside(kind, columns, sums)
