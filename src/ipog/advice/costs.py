"""What a change of a unit costs: capital, running, annualised, with low, mid and high of every figure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import numpy as np

from ipog.advice.measures import Step
from ipog.advice.site import Site
from ipog.evaluate.many import Variant
from ipog.language import tr
from ipog.sources import Kind

KG_PER_LB = 0.45359237
M3_PER_MMACF = 1e6 * 0.3048**3
TONNES_CO2_PER_TONNE_CARBON = 44.009 / 12.011
TONNES_CO2_PER_TONNE_SO2 = 44.009 / 64.064
"""Limestone gives a mole of CO2 for a mole of SO2."""
SO2_REMOVAL_OF_NEW_FGD = 0.95
SMALLEST_MW, LARGEST_MW = 50.0, 1200.0
"""Sizes between which the scale law of the cost table is used [MW]; beyond, the end counts."""
WASHING_HEAT_LOSS = (0.05, 0.10, 0.15)
"""Share of the raw coal's heat that goes to the rejects: low, mid, high (judgement)."""
FLY_ASH_SHARE = 0.8
"""Share of the ash that could be sold as fly ash (judgement)."""
LIME_PER_SO3 = 74.09 / 80.06 * 4.0
"""Hydrated lime for a mass of SO3 at four times the stoichiometric need (judgement)."""
SORBENT_PRICES = {
    "pac": "pac_usd_kg",
    "brominated_pac": "brominated_pac_usd_kg",
    "concrete_friendly_pac": "concrete_friendly_pac_usd_kg",
    "so3_tolerant_pac": "so3_tolerant_pac_usd_kg",
    "amended_silicate": "amended_silicate_usd_kg",
}
"""Price of each sorbent that is sold as such."""


@dataclass(frozen=True, slots=True)
class Range:
    """Low, mid and high of a figure."""

    low: float
    mid: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.mid + other.mid, self.high + other.high)

    def times(self, factor: float) -> Range:
        """Each end times a factor; a negative one turns the range around."""
        ends = sorted((self.low * factor, self.high * factor))
        return Range(ends[0], self.mid * factor, ends[1])

    def by(self, other: Range) -> Range:
        """Low times low, mid times mid, high times high."""
        return Range(self.low * other.low, self.mid * other.mid, self.high * other.high)


NOTHING = Range(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the cost table.

    Attributes
    ----------
    low, mid, high : in the table's unit, US dollars of ``year`` where it is money
    source, kind : key of the bibliography and standing
    """

    low: float
    mid: float
    high: float
    year: int
    source: str
    kind: Kind
    note: str

    @property
    def range(self) -> Range:
        """The three figures."""
        return Range(self.low, self.mid, self.high)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of equipment in the cost table."""

    id: str
    name: str
    reference_mw: float
    exponent: float
    capital: Figure
    fixed: Figure
    variable: Figure | None
    auxiliary: Figure | None


@dataclass(frozen=True, slots=True)
class Economics:
    """What turns figures of the table into those of a place and a year.

    Attributes
    ----------
    currency_year : year of the US dollars of all results
    location_factor : cost of building here over that in the United States
    retrofit_factor : cost of building into this plant over that into an easy one
    discount_rate, life_years : of the investment
    prices : prices of the table that the owner knows better, by name
    """

    currency_year: int
    location_factor: float
    retrofit_factor: float
    discount_rate: float
    life_years: int
    prices: Mapping[str, float] = field(default_factory=dict)

    @property
    def capital_recovery_factor(self) -> float:
        """r (1 + r)^n / ((1 + r)^n - 1), the yearly share of the capital [1/year]."""
        if self.discount_rate == 0:
            return 1 / self.life_years
        growth = (1 + self.discount_rate) ** self.life_years
        return self.discount_rate * growth / (growth - 1)


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of an account.

    Attributes
    ----------
    what : ``capital`` [USD] or ``yearly`` [USD/year]
    label : what it is for
    amount : in dollars of the result's year
    year, source, kind, note : of the figure in the table
    """

    what: Literal["capital", "yearly"]
    label: str
    amount: Range
    year: int
    source: str
    kind: Kind
    note: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What an option costs, in US dollars of ``currency_year``.

    Attributes
    ----------
    capital : [USD]
    running : fixed, variable, auxiliary power, lost sales, less savings [USD/year]
    annualised : capital times the capital recovery factor, and running [USD/year]
    per_mwh : annualised over gross generation [USD/MWh]
    per_kg : annualised over mercury kept from the stack [USD/kg]; None if none is
    auxiliary_mwh_year : power for the new equipment [MWh/year], mid
    co2_t_year : CO2 of that power and of limestone, less that of saved fuel [t/year], mid
    rows : the account
    """

    currency_year: int
    capital: Range
    running: Range
    annualised: Range
    per_mwh: Range
    per_kg: Range | None
    auxiliary_mwh_year: float
    co2_t_year: float
    rows: tuple[CostRow, ...]

    @property
    def judged(self) -> float:
        """Share of the mid annual cost, in amounts, that rests on judgement [1]."""
        total = sum(abs(row.amount.mid) for row in self.rows)
        judged = sum(abs(row.amount.mid) for row in self.rows if row.kind == "judgement")
        return judged / total if total else 0.0


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ipog.advice").joinpath("costs.toml").read_text(encoding="utf-8"))


def default_economics() -> Economics:
    """The defaults of the cost table."""
    return Economics(**_table()["defaults"])


@cache
def items() -> Mapping[str, Item]:
    """Equipment by id."""

    def figure(row: dict[str, Any], name: str) -> Figure | None:
        return Figure(**row[name]) if name in row else None

    return MappingProxyType(
        {
            name: Item(
                id=name,
                name=row["name"],
                reference_mw=row["reference_mw"],
                exponent=row["exponent"],
                capital=Figure(**row["capital"]),
                fixed=Figure(**row["fixed"]),
                variable=figure(row, "variable"),
                auxiliary=figure(row, "auxiliary"),
            )
            for name, row in _table()["item"].items()
        }
    )


@cache
def prices() -> Mapping[str, Figure]:
    """Prices by name; the unit is in the name."""
    return MappingProxyType({name: Figure(**row) for name, row in _table()["price"].items()})


@cache
def index(year: int) -> float:
    """The plant cost index of a year; that of the nearest year beyond the table."""
    values = {int(key): value for key, value in _table()["index"]["values"].items()}
    return float(values[min(max(year, min(values)), max(values))])


def escalation(from_year: int, to_year: int) -> float:
    """Dollars of one year for a dollar of another."""
    return index(to_year) / index(from_year)


@dataclass(frozen=True, slots=True)
class Yearly:
    """What a unit makes and burns in a year, central values.

    Attributes
    ----------
    gross_mw : [MW]
    gross_mwh : [MWh/year]
    coal_t, heat_gj : coal as fired [t/year] and its heat, LHV [GJ/year]
    gas_mmacf : wet flue gas at the air-preheater exit, at 6 % O2 as usual there
        [million actual cubic feet/year]
    dry_mnm3 : dry flue gas at 6 % O2 [million Nm3/year]
    co2_t_mwh : CO2 for a MWh of its own power [t/MWh]
    """

    gross_mw: float
    gross_mwh: float
    coal_t: float
    heat_gj: float
    gas_mmacf: float
    dry_mnm3: float
    co2_t_mwh: float


def yearly(variant: Variant) -> Yearly:
    """The year of a unit whose capacity is known."""
    case = variant.case
    output, coal = case.output, case.feed.coal
    assert output.coal_kg_year is not None, "a unit without capacity has no year"
    burnt = _one(output.coal_kg_year)
    gross_mwh = burnt * _one(coal.hhv_mj_kg) * _one(output.gross_efficiency_hhv) / 3600
    kelvin = 273.15 + _one(case.furnace.air_preheater_exit_temperature_c)
    actual_m3 = burnt * _one(case.gas.wet_nm3) * kelvin / 273.15
    gross_mw = output.gross_mw
    if gross_mw is None:
        assert output.thermal_mw is not None, "coal burn follows from one of the two"
        lhv = _one(output.gross_efficiency_hhv) * _one(coal.hhv_mj_kg) / _one(coal.lhv_mj_kg)
        gross_mw = _one(output.thermal_mw) * lhv
    return Yearly(
        gross_mw=_one(gross_mw),
        gross_mwh=gross_mwh,
        coal_t=burnt / 1e3,
        heat_gj=burnt * _one(coal.lhv_mj_kg) / 1e3,
        gas_mmacf=actual_m3 / M3_PER_MMACF,
        dry_mnm3=burnt * _one(case.gas.dry_nm3) / 1e6,
        co2_t_mwh=burnt / 1e3 * _one(coal.carbon) * TONNES_CO2_PER_TONNE_CARBON / gross_mwh,
    )


def _one(value: Any) -> float:
    return float(value) if np.ndim(value) == 0 else float(np.mean(value))


def capital_recovery_factor(rate: float, years: int) -> float:
    """Yearly share of a capital at a rate over a life."""
    return Economics(2023, 1, 1, rate, years).capital_recovery_factor


class Account:
    """Adds up what the steps of one option cost.

    Parameters
    ----------
    before, after : the unit without and with the option
    site : answers of the site
    economics : year, factors, rate and prices
    """

    def __init__(self, before: Variant, after: Variant, site: Site, economics: Economics) -> None:
        self.before = before
        self.after = after
        self.site = site
        self.economics = economics
        self.year = yearly(before)
        self.rows: list[CostRow] = []
        self.auxiliary_mwh = 0.0
        self.co2_t = 0.0

    def price(self, name: str) -> Figure:
        """A price of the table, or the owner's."""
        own = self.economics.prices.get(name)
        if own is None:
            return prices()[name]
        year = self.economics.currency_year
        return Figure(own, own, own, year, tr("the owner's figure"), "published", tr("given by the owner"))

    def add(self, what: Literal["capital", "yearly"], label: str, amount: Range, figure: Figure) -> None:
        """A line; the amount is in dollars of the figure's year."""
        factor = escalation(figure.year, self.economics.currency_year)
        self.rows.append(
            CostRow(what, label, amount.times(factor), figure.year, figure.source, figure.kind, figure.note)
        )

    def equipment(self, item: Item) -> None:
        """Capital, upkeep, consumables and power of a piece of equipment."""
        size = min(max(self.year.gross_mw, SMALLEST_MW), LARGEST_MW)
        scale = (size / item.reference_mw) ** item.exponent
        factor = self.year.gross_mw * 1e3 * scale
        factor *= self.economics.location_factor * self.economics.retrofit_factor
        capital = item.capital.range.times(factor)
        name = tr(item.name)
        self.add("capital", name, capital, item.capital)
        # Upkeep is a share of the capital, and so of its year.
        upkeep = Figure(
            item.fixed.low,
            item.fixed.mid,
            item.fixed.high,
            item.capital.year,
            item.fixed.source,
            item.fixed.kind,
            item.fixed.note,
        )
        kept = capital.by(item.fixed.range.times(0.01))
        self.add("yearly", tr("upkeep of {equipment}", equipment=name), kept, upkeep)
        if item.variable is not None:
            used = item.variable.range.times(self.year.gross_mwh)
            self.add("yearly", tr("consumables of {equipment}", equipment=name), used, item.variable)
        if item.auxiliary is not None:
            power = item.auxiliary.range.times(0.01 * self.year.gross_mwh)
            electricity = self.price("electricity_usd_mwh")
            label = tr("power for {equipment}", equipment=name)
            self.add("yearly", label, power.by(electricity.range), electricity)
            self.auxiliary_mwh += power.mid
            self.co2_t += power.mid * self.year.co2_t_mwh

    def consumption(self, step: Step, use: str) -> None:
        """What a step consumes or saves."""
        kind, _, name = use.partition(":")
        level = step.level or 0.0
        if kind == "sorbent":
            self._sorbent(level, self.price(name))
        elif kind == "bromine":
            kg = self.year.coal_t * level / 1e3
            price = self.price("bromine_usd_kg")
            self.add("yearly", tr("bromine"), price.range.times(kg), price)
        elif kind in ("fuel_saving", "fuel_loss"):
            sign = -1.0 if kind == "fuel_saving" else 1.0
            price = self.price("coal_usd_gj")
            heat = self.year.heat_gj * level / 100
            label = tr("fuel saved") if sign < 0 else tr("fuel wasted")
            self.add("yearly", label, price.range.times(sign * heat), price)
            self.co2_t += sign * level / 100 * self.year.gross_mwh * self.year.co2_t_mwh
        elif kind == "washing":
            self._washing(level / 100, self.price(name))
        elif kind in ("coal_premium", "coal_premium_on_share"):
            share = level / 100 if kind == "coal_premium_on_share" else 1.0
            price = self.price("coal_premium_usd_gj")
            self.add("yearly", tr("dearer coal"), price.range.times(share * self.year.heat_gj), price)
        elif kind == "limestone_co2":
            so2_t = self.year.dry_mnm3 * _one(self.before.case.so2_mg_nm3) / 1e3
            self.co2_t += so2_t * SO2_REMOVAL_OF_NEW_FGD * TONNES_CO2_PER_TONNE_SO2
        elif kind == "lime":
            self._lime()
        else:
            raise KeyError(f"the cost table does not know the use {use!r}")

    def _sorbent(self, rate: float, price: Figure) -> None:
        kg = rate * self.year.gas_mmacf * KG_PER_LB
        label = tr("sorbent, {mass} t/year", mass=f"{kg / 1e3:.0f}")
        self.add("yearly", label, price.range.times(kg), price)
        disposal = self.price("spent_sorbent_usd_t")
        self.add("yearly", tr("disposal of spent sorbent"), disposal.range.times(kg / 1e3), disposal)

    def standing_sorbent(self) -> None:
        """The sorbent that a new one replaces is no longer bought."""
        for device in self.before.case.train:
            if device.kind == "sorbent_injection" and device.options["sorbent"] in SORBENT_PRICES:
                price = self.price(SORBENT_PRICES[device.options["sorbent"]])
                kg = _one(device.numbers["rate_lb_mmacf"]) * self.year.gas_mmacf * KG_PER_LB
                label = tr("present sorbent, no longer bought")
                self.add("yearly", label, price.range.times(-kg), price)

    def _washing(self, share: float, price: Figure) -> None:
        self.add("yearly", tr("washing"), price.range.times(share * self.year.coal_t), price)
        coal = self.price("coal_usd_gj")
        lost = Range(*WASHING_HEAT_LOSS).times(share * self.year.heat_gj).by(coal.range)
        self.add("yearly", tr("heat lost with the rejects"), lost, coal)

    def _lime(self) -> None:
        at_preheater = next(s for s in self.before.chain.stations if s.name == "air_preheater").step.state
        ppmv = _one(at_preheater.coal_so3_ppmv + at_preheater.catalyst_so3_ppmv)
        so3_t = self.year.dry_mnm3 * ppmv * 80.06 / 22.414 / 1e3
        price = self.price("hydrated_lime_usd_t")
        self.add("yearly", tr("hydrated lime"), price.range.times(so3_t * LIME_PER_SO3), price)

    def lost_ash(self, steps: Sequence[Step]) -> None:
        """Ash that could be sold and can't be any more."""
        if not self.site.ash_sold or not spoils_ash(steps, self.after):
            return
        price = self.price("ash_sale_usd_t")
        ash_t = self.year.coal_t * _one(self.before.case.feed.coal.ash) * FLY_ASH_SHARE
        self.add("yearly", tr("ash that is no longer sold"), price.range.times(ash_t), price)

    def closed(self) -> Cost:
        """The sums."""
        capital = sum((row.amount for row in self.rows if row.what == "capital"), NOTHING)
        running = sum((row.amount for row in self.rows if row.what == "yearly"), NOTHING)
        annualised = capital.times(self.economics.capital_recovery_factor) + running
        kept = removed_kg_year(self.before, self.after)
        return Cost(
            currency_year=self.economics.currency_year,
            capital=capital,
            running=running,
            annualised=annualised,
            per_mwh=annualised.times(1 / self.year.gross_mwh),
            per_kg=annualised.times(1 / kept) if kept > 0 else None,
            auxiliary_mwh_year=self.auxiliary_mwh,
            co2_t_year=self.co2_t,
            rows=tuple(self.rows),
        )


def removed_kg_year(before: Variant, after: Variant) -> float:
    """Mercury that an option keeps from the stack [kg/year], central."""
    assert before.stack.hg_kg_year is not None, "the capacity is known"
    assert after.stack.hg_kg_year is not None, "the capacity is known"
    return before.stack.hg_kg_year - after.stack.hg_kg_year


def spoils_ash(steps: Sequence[Step], after: Variant) -> bool:
    """Whether carbon ends up in the ash that the first particulate device collects."""
    kinds = [device.type for device in after.unit.apcs]
    collectors = {"esp_hot_side", "esp_cold_side", "esp_low_low_temperature", "fabric_filter"}
    first = next((place for place, kind in enumerate(kinds) if kind in collectors), len(kinds))
    for step in steps:
        if step.measure.spoils_ash and step.measure.group != "sorbent":
            return True
        if step.measure.spoils_ash and kinds.index("sorbent_injection") < first:
            return True
    return False


def cost_of(steps: Sequence[Step], before: Variant, after: Variant, site: Site, economics: Economics) -> Cost:
    """What the steps of an option cost on a unit.

    Low, mid and high add up line by line, so that the ends are bounds and not percentiles.
    """
    account = Account(before, after, site, economics)
    for item in _equipment(steps, before):
        account.equipment(item)
    for step in steps:
        for use in step.measure.uses:
            account.consumption(step, use)
        if step.measure.group == "sorbent":
            account.standing_sorbent()
    account.lost_ash(steps)
    return account.closed()


def _equipment(steps: Sequence[Step], before: Variant) -> Iterator[Item]:
    """The equipment of the steps, less what stands there."""
    standing = {device.type for device in before.unit.apcs}
    for step in steps:
        for name in step.measure.cost_items:
            if name == "aci_system" and "sorbent_injection" in standing:
                continue
            if name == "full_filter_if_new":
                if "fabric_filter" not in standing:
                    yield items()["full_filter"]
            else:
                yield items()[name]
