"""Conversion of emissions between concentrations, masses per heat and masses per energy, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ipog.diagnostics import InputError, Problem
from ipog.language import mark, tr
from ipog.quantities import (
    QuantityError,
    convert,
    dimensions,
    dimensions_of,
    gas,
    read_amount,
    read_one_of,
    units_of,
)
from ipog.shown import plain_number, short

_CHAIN = ("gas_concentration", "mass_per_heat", "mass_per_energy")
"""Dimensions with a bridge from each to the next."""
_UNITS = {"gas_concentration": "ug/Nm3", "mass_per_heat": "mg/GJ", "mass_per_energy": "g/GWh"}

MOST_LETTERS = 200
"""A longer list of units than this is not read."""
SUCH_AS = mark("a number and a unit such as ug/Nm3, mg/GJ, lb/TBtu, lb/GWh, mg/kg, MW; the manual lists all")


@dataclass(slots=True)
class Conversion:
    """A converted quantity and how it came about.

    Attributes
    ----------
    given : what was written
    value, unit : the result
    steps : the arithmetic, a line each
    sources : keys of the bibliography
    """

    given: str
    value: float
    unit: str
    steps: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """The conversion as plain data."""
        return {
            "given": self.given,
            "value": self.value,
            "unit": self.unit,
            "steps": self.steps,
            "sources": self.sources,
        }


@dataclass(frozen=True, slots=True)
class _Gas:
    """Dry gas over heat at 6 % O2 [Nm3/GJ HHV], with words for it."""

    nm3_gj: float
    words: str
    sources: tuple[str, ...]


def convert_emission(
    given: str,
    wanted: str,
    *,
    coal: str | None = None,
    rank: str | None = None,
    given_oxygen: str = "6 %",
    wanted_oxygen: str = "6 %",
    heat_rate: str | None = None,
    efficiency: str | None = None,
) -> Conversion:
    """A quantity in another unit.

    Parameters
    ----------
    given : number and unit
    wanted : unit
    coal : id of the library; its analysis gives the gas over the heat
    rank : used instead of a coal, with the F-factor of the rank
    given_oxygen, wanted_oxygen : oxygen of the concentrations
    heat_rate, efficiency : of the unit, on HHV; one of them between heat and energy

    Raises
    ------
    ipog.diagnostics.InputError
        if something is not understood, or missing for this conversion
    """
    try:
        return _convert(given, wanted, coal, rank, given_oxygen, wanted_oxygen, heat_rate, efficiency)
    except QuantityError as error:
        allowed = error.allowed if error.allowed and len(error.allowed) <= MOST_LETTERS else tr(SUCH_AS)
        raise InputError(
            [Problem(error.id, str(error), given=error.given, allowed=allowed, nearest=error.nearest)]
        ) from None


def _convert(
    given: str,
    wanted: str,
    coal: str | None,
    rank: str | None,
    given_oxygen: str,
    wanted_oxygen: str,
    heat_rate: str | None,
    efficiency: str | None,
) -> Conversion:
    every = {name: units_of(name)[0] for name in dimensions()}
    amount, start = read_one_of(given, _UNITS | {n: u for n, u in every.items() if n not in _UNITS})
    ends = dimensions_of(wanted)
    if start not in _CHAIN or not set(ends) & set(_CHAIN):
        value = convert(float(amount), every[start] if start not in _UNITS else _UNITS[start], wanted)
        return Conversion(given, float(value), wanted)
    end = next(name for name in _CHAIN if name in ends)
    result = Conversion(given, float(amount), wanted)
    _line(result, f"{given.strip()}", result.value, _UNITS[start])
    if start == "gas_concentration":
        _dilute(result, _percent(given_oxygen), 6.0 if end != start else _percent(wanted_oxygen))
    at, goal = _CHAIN.index(start), _CHAIN.index(end)
    while at != goal:
        step = 1 if goal > at else -1
        pair = {_CHAIN[at], _CHAIN[at + step]}
        if "gas_concentration" in pair:
            _over_gas(result, _gas(coal, rank), forward=step > 0)
        else:
            _over_power(result, _heat_rate_kj_kwh(heat_rate, efficiency), forward=step > 0)
        at += step
    if end == "gas_concentration" and start != end:
        _dilute(result, 6.0, _percent(wanted_oxygen))
    value = float(convert(result.value, _UNITS[end], wanted))
    if wanted != _UNITS[end]:
        _line(result, f"{short(result.value)} {_UNITS[end]}", value, wanted)
    result.value = value
    return result


def _line(result: Conversion, left: str, value: float, unit: str) -> None:
    right = f"{short(value)} {unit}"
    if left != right:
        result.steps.append(f"{left} = {right}")


def _percent(text: str) -> float:
    return float(read_amount(text, "volume_fraction", "%"))


def _dilute(result: Conversion, from_oxygen: float, to_oxygen: float) -> None:
    if from_oxygen == to_oxygen:
        return
    factor = float(gas.concentration_factor(gas.GasState(from_oxygen), gas.GasState(to_oxygen)))
    before = result.value
    result.value = before * factor
    air = gas.OXYGEN_IN_AIR_PERCENT
    start, goal, of_air = (plain_number(oxygen) for oxygen in (from_oxygen, to_oxygen, air))
    left = tr("{amount} ug/Nm3 at {oxygen} % O2", amount=short(before), oxygen=start)
    ratio = f"({of_air} - {goal}) / ({of_air} - {start})"
    right = tr("{amount} ug/Nm3 at {oxygen} % O2", amount=short(result.value), oxygen=goal)
    result.steps.append(f"{left} x {ratio} = {right}")


def _over_gas(result: Conversion, volume: _Gas, *, forward: bool) -> None:
    result.steps.append(
        tr(
            "gas of {coal}: {volume} Nm3/GJ HHV, dry at 6 % O2",
            coal=volume.words,
            volume=short(volume.nm3_gj),
        )
    )
    result.sources.extend(volume.sources)
    before = result.value
    if forward:
        result.value = float(gas.mg_gj_from_ug_nm3(before, volume.nm3_gj))
        _line(result, f"{short(before)} ug/Nm3 x {short(volume.nm3_gj)} Nm3/GJ / 1000", result.value, "mg/GJ")
    else:
        result.value = float(gas.ug_nm3_from_mg_gj(before, volume.nm3_gj))
        left = f"{short(before)} mg/GJ x 1000 / {short(volume.nm3_gj)} Nm3/GJ"
        right = tr("{amount} ug/Nm3 at {oxygen} % O2", amount=short(result.value), oxygen=6)
        result.steps.append(f"{left} = {right}")


def _over_power(result: Conversion, rate: float, *, forward: bool) -> None:
    before = result.value
    if forward:
        result.value = float(gas.g_gwh_from_mg_gj(before, rate))
        _line(result, f"{short(before)} mg/GJ x {short(rate)} kJ/kWh / 1000", result.value, "g/GWh")
    else:
        result.value = before / rate * 1e3
        _line(result, f"{short(before)} g/GWh x 1000 / {short(rate)} kJ/kWh", result.value, "mg/GJ")


def _heat_rate_kj_kwh(heat_rate: str | None, efficiency: str | None) -> float:
    if heat_rate is not None and efficiency is not None:
        message = tr("a heat rate and an efficiency say the same thing")
        raise _missing("one-of", message, tr("one of the two"))
    if heat_rate is not None:
        rate = float(read_amount(heat_rate, "heat_rate", "kJ/kWh"))
        if rate > 0:
            return rate
        message = tr("a heat rate must be above 0")
        raise _missing("out-of-range", message, tr("such as {value}", value="'10000 kJ/kWh'"))
    if efficiency is not None:
        share = float(read_amount(efficiency, "fraction", "%"))
        if 0 < share <= 100:
            return 3600 / (share / 100)
        message = tr("an efficiency lies between 0 and 100 %")
        raise _missing("out-of-range", message, tr("such as {value}", value="'36 %'"))
    raise _missing(
        "missing-value",
        tr("between a mass per heat and a mass per energy stands the heat rate of the unit"),
        tr("--heat-rate '10000 kJ/kWh' or --efficiency '36 %', both on HHV"),
    )


def _gas(coal: str | None, rank: str | None) -> _Gas:
    if coal is not None and rank is not None:
        raise _missing("one-of", tr("a coal has its rank already"), tr("--coal or --rank, not both"))
    if coal is not None:
        return _gas_of_coal(coal)
    if rank is not None:
        return _gas_of_rank(rank)
    raise _missing(
        "missing-value",
        tr("between a concentration and a mass per heat stands the gas of the coal"),
        tr("--coal ID (ipog coals list) or --rank bituminous"),
    )


def _gas_of_coal(coal_id: str) -> _Gas:
    from ipog.coals import UnknownCoal, find, resolve
    from ipog.evaluate import gas_volume
    from ipog.plant import Coal

    try:
        listed = find(coal_id)
    except UnknownCoal as error:
        problem = Problem(
            "unknown-coal",
            str(error),
            given=coal_id,
            allowed=tr("an id shown by: {command}", command="ipog coals list"),
            nearest=error.nearest,
        )
        raise InputError([problem]) from None
    # The gas does not depend on the mercury, which the library may lack.
    trace = {} if listed.mercury is not None else {"trace": {"basis": "dry", "mercury": 0.1}}
    resolved = resolve(Coal.model_validate({"coal": listed.id} | trace), listed.id, listed.country)
    return _Gas(gas_volume(resolved.coal), listed.name, resolved.sources)


def _gas_of_rank(rank: str) -> _Gas:
    from ipog import vocabulary

    try:
        word = vocabulary.canonical("rank", rank)
    except vocabulary.UnknownWord as error:
        problem = Problem(
            "unknown-word",
            str(error),
            given=rank,
            allowed=", ".join(gas.F_FACTORS_DSCF_MMBTU),
            nearest=error.nearest,
        )
        raise InputError([problem]) from None
    if word not in gas.F_FACTORS_DSCF_MMBTU:
        raise _missing(
            "missing-value",
            tr("Method 19 has no F-factor for {rank}", rank=vocabulary.label("rank", word)),
            tr("--coal ID, or --rank with one of {ranks}", ranks=", ".join(gas.F_FACTORS_DSCF_MMBTU)),
        )
    words = tr(
        "{rank} coal by the F-factor of Method 19, {factor} dscf/MMBtu",
        rank=vocabulary.label("rank", word),
        factor=plain_number(gas.F_FACTORS_DSCF_MMBTU[word]),
    )
    return _Gas(float(gas.f_factor_nm3_gj(word)), words, ("us-40cfr60-method-19",))


def _missing(problem_id: str, message: str, allowed: str) -> InputError:
    return InputError([Problem(problem_id, message, allowed=allowed)])
