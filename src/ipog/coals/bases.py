"""Analyses from one basis to another; all arguments may be arrays.

Moisture and ash are mass fractions: ``moisture`` is total moisture as received, ``air_dried_moisture``
what is left of it in the air-dried sample, and ``ash`` is the ash of the dry coal. A "value" is
anything reported per mass of coal: per cent, mg/kg or MJ/kg (heating values only as HHV, because
the LHV also changes with the heat of the water).
"""

from __future__ import annotations

from ipog.coals.as_fired import Value

BASES = ("as_received", "air_dried", "dry", "dry_ash_free")


def dry_share(basis: str, *, moisture: Value, air_dried_moisture: Value, ash: Value) -> Value:
    """Mass of dry coal in one mass unit of the basis; above 1 for dry, ash free.

    Parameters
    ----------
    basis : a word of the vocabulary's ``basis``
    moisture : total moisture as received [kg/kg as received]
    air_dried_moisture : moisture of the air-dried sample [kg/kg air dried]
    ash : ash [kg/kg dry]
    """
    match basis:
        case "as_received":
            return 1.0 - moisture
        case "air_dried":
            return 1.0 - air_dried_moisture
        case "dry":
            return 1.0
        case "dry_ash_free":
            return 1.0 / (1.0 - ash)
    raise ValueError(f"{basis!r} is not a basis; there are {', '.join(BASES)}")


def convert(
    value: Value,
    given: str,
    wanted: str,
    *,
    moisture: Value = 0.0,
    air_dried_moisture: Value = 0.0,
    ash: Value = 0.0,
) -> Value:
    """A value per mass of coal, from the basis it was given on to the one that is wanted.

    Parameters
    ----------
    value : per cent, mg/kg or MJ/kg (HHV)
    given, wanted : words of the vocabulary's ``basis``
    moisture, air_dried_moisture, ash : as in :func:`dry_share`
    """
    known = {"moisture": moisture, "air_dried_moisture": air_dried_moisture, "ash": ash}
    return value / dry_share(given, **known) * dry_share(wanted, **known)
