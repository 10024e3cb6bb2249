"""From a unit as a person describes it to the arrays the model takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ipog.coals import AsFired, Draw, ResolvedFeed, resolve_feed
from ipog.coals.as_fired import mean
from ipog.diagnostics import InputError, Problem
from ipog.evaluate.ledger import Ledger, Value
from ipog.evaluate.output import Output, output_of
from ipog.evaluate.train import GasAtDevices, device_specs
from ipog.language import tr
from ipog.model import DeviceSpec, FlueGas, Furnace, Parameters, flue_gas
from ipog.model.combustion import OXYGEN_IN_AIR, so2_ppmv, sulfur_dioxide_mg_nm3
from ipog.plant import Boiler, Unit

Array = NDArray[np.float64]

HIGH_ASH_PERCENT = 25.0
"""Ash as received above which pulverised coal is taken to burn out better [%]."""
LOW_RANK = frozenset({"subbituminous", "lignite"})
SLAGGING = frozenset({"cyclone", "wet_bottom"})
FLUIDISED = frozenset({"bubbling_fluidised_bed", "circulating_fluidised_bed"})


@dataclass(frozen=True, slots=True)
class Case:
    """One unit, ready for the model.

    Attributes
    ----------
    feed : the coal as fired
    gas : its flue gas, per kilogram
    so2_mg_nm3, hcl_mg_nm3 : acid gases of the furnace [mg/Nm3]
    furnace : what leaves the furnace
    train : devices in gas order
    output : power, heat rate and coal burn
    """

    unit: Unit
    feed: ResolvedFeed
    gas: FlueGas
    so2_mg_nm3: Array
    hcl_mg_nm3: Array
    furnace: Furnace
    train: tuple[DeviceSpec, ...]
    output: Output


class Usual(Protocol):
    """What the model assumes by boiler and rank; :class:`Firing` is that of one unit."""

    @property
    def fluidised(self) -> Array:
        """1 for a fluidised bed, else 0."""

    def sulfur_retained(self, ledger: Ledger) -> Value:
        """Share of the sulfur that ash keeps [1]."""

    def bottom_ash_retention(self, parameters: Parameters) -> Array:
        """Share of the mercury that bottom ash keeps [1]."""

    def carbon(self, field: str, ledger: Ledger) -> Value:
        """Unburned carbon in fly ash [1], noted as an assumption of the field."""

    def fly_ash(self, ledger: Ledger) -> Value:
        """Share of the ash that flies [1]."""


@dataclass(frozen=True, slots=True)
class Firing:
    """How a boiler burns a coal, as far as the model tells it apart.

    Attributes
    ----------
    boiler : type of the boiler, as :func:`firing_of` gives it
    rank : of the coal
    high_ash : whether the coal has so much ash that it is taken to burn out better
    low_rank : share of the heat from coals of low rank, 0..1
    """

    boiler: str
    rank: str
    high_ash: bool
    low_rank: float

    @classmethod
    def of(cls, boiler: Boiler, coal: AsFired) -> Firing:
        """The firing of a unit."""
        ash, low_rank = mean(coal.ash) * 100, mean(coal.low_rank_share)
        return cls(firing_of(boiler.type), coal.rank, ash > HIGH_ASH_PERCENT, low_rank)

    @property
    def fluidised(self) -> Array:
        """1 for a fluidised bed, else 0."""
        return np.asarray(1.0 if self.boiler in FLUIDISED else 0.0)

    def sulfur_retained(self, ledger: Ledger) -> Value:
        """Share of the sulfur that ash keeps [1]."""
        name = self.rank if self.rank in LOW_RANK else "bituminous"
        if self.boiler in FLUIDISED:
            name = "fluidised_bed"
        return ledger.default("boiler.sulfur_retained", f"default.sulfur_retained_percent.{name}", 0.01)

    def bottom_ash_retention(self, parameters: Parameters) -> Array:
        """Share of the mercury that bottom ash keeps [1]."""
        name = "fluidised_bed" if self.boiler in FLUIDISED else "pulverised"
        return parameters[f"bottom_ash_retention.{'stoker' if self.boiler == 'stoker' else name}"]

    def carbon(self, field: str, ledger: Ledger) -> Value:
        """Usual carbon in fly ash [1]; a blend of ranks takes its share of each."""
        carbon = self._carbon(field, ledger)
        if self.boiler in SLAGGING:
            ratio = ledger.parameters["default.unburned_carbon_percent.cyclone_ratio"]
            carbon = np.minimum(carbon * ratio, 0.9)
        return carbon

    def _carbon(self, field: str, ledger: Ledger) -> Value:
        def usual(rank: str) -> Value:
            name = self._burnout(rank)
            return ledger.default(field, f"default.unburned_carbon_percent.{name}", 0.01)

        if self.low_rank in (0.0, 1.0):
            return usual(self.rank)
        own = self.rank in LOW_RANK
        return self.low_rank * usual(self.rank if own else "subbituminous") + (1 - self.low_rank) * usual(
            "bituminous" if own else self.rank
        )

    def _burnout(self, rank: str) -> str:
        if self.boiler == "stoker":
            return "stoker"
        if self.boiler in FLUIDISED:
            return "fluidised_bed_low_rank" if rank in LOW_RANK else "fluidised_bed"
        if self.high_ash and rank in ("bituminous", "subbituminous"):
            return "high_ash"
        return rank

    def fly_ash(self, ledger: Ledger) -> Value:
        """Share of the ash that flies [1]."""
        return ledger.default("boiler.fly_ash_fraction", f"default.fly_ash_percent.{self.boiler}", 0.01)


def prepare(unit: Unit, country: str | None, draw: Draw, parameters: Parameters, ledger: Ledger) -> Case:
    """Resolve the feed, fill what is missing, and build the model's input for one unit.

    Raises
    ------
    ipog.diagnostics.InputError
        if a coal is unknown or its analyses contradict each other
    """
    feed = resolved(unit, country, draw, ledger.where)
    note_feed(feed, ledger)
    return prepare_fed(unit, feed, draw, parameters, ledger)


def note_feed(feed: ResolvedFeed, ledger: Ledger) -> None:
    """Enter what was assumed of a feed, and its sources."""
    ledger.assumptions.extend(feed.assumptions)
    ledger.cautions.extend(feed.cautions)
    ledger.cite(*feed.sources)


def resolved(unit: Unit, country: str | None, draw: Draw, where: str) -> ResolvedFeed:
    """The feed of a unit, refused if it holds no mercury; raises as :func:`prepare` does."""
    feed = resolve_feed(unit, where, country, draw)
    if not np.all(np.asarray(feed.coal.mercury_mg_kg) > 0):
        raise InputError(
            [
                Problem(
                    id="no-mercury",
                    message=tr("the coal as fired holds no mercury, so there is nothing to follow"),
                    path=f"{where}.coal_feed",
                    allowed=tr("a mercury above 0; below detection, give half the detection limit"),
                )
            ]
        )
    return feed


def prepare_fed(
    unit: Unit,
    feed: ResolvedFeed,
    draw: Draw,
    parameters: Parameters,
    ledger: Ledger,
    usual: Usual | None = None,
) -> Case:
    """The part of :func:`prepare` behind the feed.

    ``usual`` is what follows from boiler and coal; where it is None, from those of the unit.
    """
    coal = feed.coal
    gas = flue_gas(*coal_elements(coal))
    boiler = unit.boiler
    usual = usual or Firing.of(boiler, coal)
    retained = usual.sulfur_retained(ledger)
    so2 = sulfur_dioxide_mg_nm3(np.asarray(coal.sulfur, float), gas.dry_nm3, np.asarray(retained))
    preheater_exit = _setting(
        boiler.air_preheater_exit_temperature,
        "boiler.air_preheater_exit_temperature",
        "default.boiler.air_preheater_exit_temperature_c",
        draw,
        ledger,
    )
    economiser_exit = _setting(
        boiler.economiser_exit_temperature,
        "boiler.economiser_exit_temperature",
        "default.boiler.economiser_exit_temperature_c",
        draw,
        ledger,
    )
    furnace = Furnace(
        mercury_ug_nm3=np.asarray(coal.mercury_mg_kg * 1e3 / gas.dry_nm3),
        chlorine_mg_nm3=np.asarray(coal.chlorine_mg_kg / gas.dry_nm3),
        bromine_mg_nm3=np.asarray(coal.bromine_mg_kg / gas.dry_nm3),
        so2_ppmv=so2_ppmv(so2),
        carbon_g_nm3=np.asarray(_carbon_g_kg(boiler, coal, usual, draw, ledger) / gas.dry_nm3),
        alkaline_ash=np.asarray(coal.low_rank_share, float),
        bottom_ash_retention=usual.bottom_ash_retention(parameters),
        fluidised=usual.fluidised,
        economiser_exit_temperature_c=np.asarray(economiser_exit),
        air_preheater_exit_temperature_c=np.asarray(preheater_exit),
    )
    output = output_of(unit, coal, draw, ledger)
    leakage = _setting(
        boiler.air_in_leakage,
        "boiler.air_in_leakage",
        "default.boiler.air_in_leakage_percent",
        draw,
        ledger,
        0.01,
    )
    oxygen = _setting(
        boiler.excess_oxygen,
        "boiler.excess_oxygen",
        "default.boiler.excess_oxygen_percent",
        draw,
        ledger,
        0.01,
    )
    at_devices = GasAtDevices(economiser_exit, preheater_exit, _flow(gas, output, oxygen, leakage))
    return Case(
        unit=unit,
        feed=feed,
        gas=gas,
        so2_mg_nm3=so2,
        # HCl carries 36.46 g for 35.45 g of chlorine.
        hcl_mg_nm3=np.asarray(furnace.chlorine_mg_nm3 * 36.461 / 35.453),
        furnace=furnace,
        train=device_specs(unit, at_devices, draw, ledger),
        output=output,
    )


def _flow(gas: FlueGas, output: Output, oxygen: Value, leakage: Value) -> Callable[[Value], Value] | None:
    """Actual wet gas at a temperature [m3/h]: at the oxygen of the furnace exit, with the leakage."""
    burned = output.coal_kg_h
    if burned is None:
        return None
    dry = gas.dry_at_zero_oxygen_nm3 * OXYGEN_IN_AIR / (OXYGEN_IN_AIR - oxygen)
    wet_nm3_h = burned * (dry * (1 + leakage) + gas.wet_nm3 - gas.dry_nm3)
    return lambda temperature_c: wet_nm3_h * (np.asarray(temperature_c) + 273.15) / 273.15


def coal_elements(coal: AsFired) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Carbon, hydrogen, nitrogen, sulfur, oxygen and moisture of a coal as fired, for its flue gas."""
    return (
        np.asarray(coal.carbon, float),
        np.asarray(coal.hydrogen, float),
        np.asarray(coal.nitrogen, float),
        np.asarray(coal.sulfur, float),
        np.asarray(coal.oxygen, float),
        np.asarray(coal.moisture, float),
    )


def _setting(
    given: float | None, field: str, name: str, draw: Draw, ledger: Ledger, scale: float = 1.0
) -> Value:
    """The user's value times ``scale``, or the default parameter with an assumption."""
    if given is None:
        return ledger.default(field, name, scale)
    return draw(f"{ledger.where}.{field}", given, None, True) * scale


def firing_of(boiler_type: str) -> str:
    """What the model tells boilers apart by: all that burn dry pulverised coal are alike."""
    return boiler_type if boiler_type in SLAGGING | FLUIDISED | {"stoker"} else "pulverised"


def _carbon_g_kg(boiler: Boiler, coal: AsFired, usual: Usual, draw: Draw, ledger: Ledger) -> Value:
    """Unburned carbon carried by fly ash [g a kg of coal]."""
    given, field = boiler.unburned_carbon, "boiler.unburned_carbon"
    if given is None and boiler.loss_on_ignition is not None:
        given, field = boiler.loss_on_ignition, "boiler.loss_on_ignition"
        ledger.caution(
            "loss-on-ignition",
            field,
            tr("loss on ignition is taken as unburned carbon, though carbonates and bound water raise it"),
        )
    if given is not None:
        carbon = draw(f"{ledger.where}.{field}", given, None, True) * 0.01
    else:
        carbon = usual.carbon(field, ledger)
    fly_ash = (
        usual.fly_ash(ledger)
        if boiler.fly_ash_fraction is None
        else draw(f"{ledger.where}.boiler.fly_ash_fraction", boiler.fly_ash_fraction, None, True) * 0.01
    )
    return coal.ash * 1e3 * fly_ash * carbon / (1 - carbon)
