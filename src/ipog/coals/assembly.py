"""The arithmetic behind :func:`ipog.coals.resolve`: read, convert, fill gaps.

A library coal and an analysis take one path: both are reduced to figures that do not depend on a
basis (total moisture, ash of the dry coal, everything else dry and ash free; trace elements dry).
What the user gives replaces what the library has, figure by figure; what is missing in both is
estimated, and every such value is an assumption. All arithmetic works on arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ipog import vocabulary
from ipog.coals import bases, consistency, defaults, estimate
from ipog.coals.as_fired import AsFired, Value, mean
from ipog.coals.draws import Draw, central
from ipog.coals.library import UNSPECIFIED, LibraryCoal, as_coal
from ipog.coals.words import (
    DRY_ASH_FREE,
    FROM_MEMORY,
    LENT,
    LIKE_THOSE_OF_COUNTRY,
    LIKE_THOSE_OF_THE_WORLD,
    MG_KG_DRY,
    NOT_GIVEN,
    UNIT_OF_DEFAULT,
    rank_words,
)
from ipog.diagnostics import Problem
from ipog.language import decimal, mark, tr
from ipog.plant import Coal
from ipog.provenance import Assumption, Caution
from ipog.quantities.amount import Amount, Spread
from ipog.sources import Kind

ELEMENTS = ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen")
LOW_RANK = frozenset({"subbituminous", "lignite"})
FACTOR = " (factor on the estimate)"
"""Behind the path of a drawn figure that multiplies an estimate."""


@dataclass(slots=True)
class _Notes:
    assumptions: list[Assumption] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    spreads: dict[str, Spread] = field(default_factory=dict)


@dataclass(slots=True)
class _View:
    """One description of the coal, the user's or the library's, read figure by figure."""

    coal: Coal
    own: bool

    def amount(self, group: str, name: str) -> float | None:
        holder = getattr(self.coal, group)
        return None if holder is None else getattr(holder, name)

    def basis(self, group: str) -> str:
        return str(getattr(self.coal, group).basis)


class Assembly:
    """One pass over a coal: reads, converts, fills gaps."""

    def __init__(
        self, coal: Coal, listed: LibraryCoal | None, where: str, country: str | None, draw: Draw
    ) -> None:
        self.where = where
        self.listed = listed
        self.country = listed.country if listed is not None else country
        self.draw = draw
        self.notes = _Notes()
        self.user = _View(coal, own=True)
        self.lent = _View(as_coal(listed), own=False) if listed is not None else None
        self.rank = coal.rank or (listed.rank if listed is not None else "")
        self.name = coal.name or (listed.name if listed is not None else rank_words(self.rank))
        self.figures = consistency.Figures(where, self.rank)
        self._air_dried: Value = 0.0

    @property
    def shares(self) -> dict[str, float]:
        """Moisture and ash that the user's figures are converted with, once the coal is assembled."""
        figures = self.figures
        known = {"moisture": figures.moisture, "air_dried_moisture": self._air_dried, "ash": figures.ash}
        return {name: float(np.mean(np.asarray(value, float))) for name, value in known.items()}

    # --- reading and noting -----------------------------------------------------------------------

    def _views(self) -> tuple[_View, ...]:
        return (self.user,) if self.lent is None else (self.user, self.lent)

    def _draw(self, path: str, amount: float, spread: Spread | None = None) -> Value:
        if spread is not None and not (isinstance(amount, Amount) and amount.spread is not None):
            self.notes.spreads[path] = spread
        return self.draw(path, amount, spread, positive=True)

    def _read(self, view: _View, group: str, name: str, spread: Spread | None = None) -> Value | None:
        amount = view.amount(group, name)
        return None if amount is None else self._draw(f"{self.where}.{group}.{name}", amount, spread)

    def _assume(self, path: str, value: Value | str, unit: str, reason: str, source: str, kind: Kind) -> None:
        if self.draw is not central:
            # Only those of the central pass are kept.
            return
        shown = value if isinstance(value, str) else float(f"{mean(value):.4g}")
        self.notes.assumptions.append(Assumption(f"{self.where}.{path}", shown, unit, reason, source, kind))

    def _default(self, quantity: str, path: str, reason: str) -> Value:
        """A rank's default composition figure, as a mass fraction; the reason has a place for the rank."""
        default = defaults.composition(quantity, self.rank, self.country)
        if self.draw is central:
            why = tr(reason, rank=self._rank_words())
            if defaults.is_of_country(quantity, self.rank, self.country):
                why = tr("{reason} of {country}", reason=why, country=self.country)
            unit = UNIT_OF_DEFAULT.get(quantity, DRY_ASH_FREE)
            self._assume(path, default.value, unit, why, default.source, default.kind)
        return self._draw(f"{self.where}.{path}", default.value, default.spread) / 100.0

    def _rank_words(self) -> str:
        return rank_words(self.rank)

    # --- moisture and ash: needed by every conversion ---------------------------------------------

    def _total_moisture(self, view: _View) -> Value | None:
        for group, name, total in (
            ("proximate", "total_moisture", True),
            ("proximate", "moisture", False),
            ("ultimate", "moisture", False),
        ):
            if view.amount(group, name) is not None and (total or view.basis(group) == "as_received"):
                value = self._read(view, group, name)
                return None if value is None else value / 100.0
        return None

    def _air_dried_moisture(self) -> Value:
        for group in ("proximate", "ultimate"):
            if self.user.amount(group, "moisture") is not None and self.user.basis(group) == "air_dried":
                value = self._read(self.user, group, "moisture")
                return 0.0 if value is None else value / 100.0
        used = [
            group
            for group in ("proximate", "ultimate", "heating_value", "trace")
            if getattr(self.user.coal, group) is not None and self.user.basis(group) == "air_dried"
        ]
        if not used:
            return 0.0
        return self._default(
            "air_dried_moisture",
            "proximate.moisture" if used[0] == "proximate" else f"{used[0]}.basis",
            mark("moisture of the air-dried sample not given; usual for {rank}"),
        )

    def _dry_ash(self, view: _View, moisture: Value, air_dried: Value) -> Value | None:
        """Ash of the dry coal from the view's own proximate or ultimate analysis."""
        for group in ("proximate", "ultimate"):
            if view.amount(group, "ash") is not None and view.basis(group) != "dry_ash_free":
                ash = self._read(view, group, "ash")
                return None if ash is None else self._dry(ash / 100.0, view.basis(group), moisture, air_dried)
        volatile, fixed = (view.amount("proximate", name) for name in ("volatile_matter", "fixed_carbon"))
        if volatile is not None and fixed is not None and view.basis("proximate") != "dry_ash_free":
            read = [self._read(view, "proximate", name) for name in ("volatile_matter", "fixed_carbon")]
            burns = sum(part for part in read if part is not None) / 100.0
            ash = 1.0 - self._dry(burns, view.basis("proximate"), moisture, air_dried)
            return np.maximum(ash, 0.0)
        return None

    @staticmethod
    def _dry(value: Value, basis: str, moisture: Value, air_dried: Value, ash: Value = 0.0) -> Value:
        return bases.convert(value, basis, "dry", moisture=moisture, air_dried_moisture=air_dried, ash=ash)

    def _ash_from_heat(self, moisture: Value, air_dried: Value) -> Value | None:
        for view in self._views():
            held = view.coal.heating_value
            if held is None or held.basis == "dry_ash_free":
                continue
            net = held.hhv is None
            heat = self._read(view, "heating_value", "lhv" if net else "hhv")
            if heat is None:
                continue
            default = defaults.composition("hhv", self.rank)
            ash_free: Value = default.value
            water = {"as_received": moisture, "air_dried": air_dried, "dry": 0.0}[held.basis]
            if net:
                hydrogen = defaults.composition("hydrogen", self.rank).value / 100.0
                heat = heat + estimate.water_heat(0.0, water)
                ash_free = ash_free - estimate.water_heat(hydrogen, 0.0)
            dry_heat = self._dry(heat, held.basis, moisture, air_dried)
            factor = self._draw(
                f"{self.where}.proximate.ash{FACTOR}",
                1.0,
                Spread("percentiles", default.low / default.value, default.high / default.value),
            )
            ash = estimate.ash_from_heat(dry_heat, ash_free * factor)
            self._assume(
                "proximate.ash",
                100.0 * ash,
                UNIT_OF_DEFAULT["ash"],
                tr(
                    "ash not given; follows from the heating value and {value} MJ/kg for dry, "
                    "ash-free {rank}",
                    value=decimal(f"{default.value:g}"),
                    rank=self._rank_words(),
                ),
                default.source,
                default.kind,
            )
            usual = defaults.composition("ash", self.rank, self.country)
            if not 0.4 * usual.low <= mean(100.0 * ash) <= 1.5 * usual.high:
                self.notes.cautions.append(
                    Caution(
                        "ash-from-heat",
                        f"{self.where}.proximate.ash",
                        tr(
                            "the heating value suggests {ash} % ash (dry), unusual for {rank}; "
                            "give moisture and ash, and check the basis",
                            ash=decimal(f"{100.0 * mean(ash):.3g}"),
                            rank=self._rank_words(),
                        ),
                    )
                )
            return ash
        return None

    # --- the coal ---------------------------------------------------------------------------------

    def as_fired(self) -> AsFired:
        """Everything as received."""
        figures = self.figures
        moisture = self._moisture()
        air_dried = self._air_dried_moisture()
        lent_moisture = self._total_moisture(self.lent) if self.lent is not None else None
        lent_moisture = moisture if lent_moisture is None else lent_moisture

        lent_ash = self._dry_ash(self.lent, lent_moisture, 0.0) if self.lent is not None else None
        ash = self._dry_ash(self.user, moisture, air_dried)
        if ash is None:
            ash = lent_ash
        if ash is None:
            ash = self._ash_from_heat(moisture, air_dried)
        if ash is None:
            ash = self._default("ash", "proximate.ash", mark("ash not given; usual for {rank}"))
        known: dict[bool, tuple[Value, Value, Value]] = {
            True: (moisture, air_dried, ash),
            False: (lent_moisture, 0.0, ash if lent_ash is None else lent_ash),
        }
        figures.moisture, figures.ash = moisture, ash
        self._air_dried = air_dried

        volatile = self._volatile(known)
        figures.volatile_matter = volatile
        found = {view.own: self._elements(view, *known[view.own]) for view in self._views()}
        given = {**found.get(False, {}), **found[True]}
        hhv = self._hhv(known, given)
        elements = self._full_analysis(found, hhv, volatile)
        figures.given, figures.elements, figures.hhv = given, elements, hhv
        if hhv is None:
            factor = self._draw(
                f"{self.where}.heating_value.hhv{FACTOR}",
                1.0,
                Spread("normal95", 1.0 - 2.0 * estimate.HHV_ERROR, 1.0 + 2.0 * estimate.HHV_ERROR),
            )
            hhv = factor * estimate.hhv_from_elements(
                elements["carbon"], elements["hydrogen"], elements["oxygen"], elements["sulfur"]
            )
            self._assume(
                "heating_value.hhv",
                hhv * (1.0 - ash) * (1.0 - moisture),
                mark("MJ/kg as received"),
                tr("heating value not given; from the elements by Dulong's formula, +-5 % (2 sd)"),
                "dulong",
                "published",
            )
        return self._received(moisture, ash, volatile, elements, hhv, known)

    def _received(
        self,
        moisture: Value,
        ash: Value,
        volatile: Value,
        elements: Mapping[str, Value],
        hhv: Value,
        known: Mapping[bool, tuple[Value, Value, Value]],
    ) -> AsFired:
        dry = 1.0 - moisture
        burns = dry * (1.0 - ash)
        gross = hhv * burns
        hydrogen = elements["hydrogen"] * burns
        mercury = self._trace("mercury", known)
        chlorine = self._chlorine(known)
        bromine = self._bromine(chlorine, known)
        rest = {name: self._trace(name, known) for name in ("calcium", "selenium", "arsenic")}
        return AsFired(
            name=self.name,
            rank=self.rank,
            moisture=moisture,
            ash=ash * dry,
            carbon=elements["carbon"] * burns,
            hydrogen=hydrogen,
            nitrogen=elements["nitrogen"] * burns,
            sulfur=elements["sulfur"] * burns,
            oxygen=elements["oxygen"] * burns,
            hhv_mj_kg=gross,
            lhv_mj_kg=gross - estimate.water_heat(hydrogen, moisture),
            # Missing mercury is reported as a problem of the central pass.
            mercury_mg_kg=0.0 if mercury is None else mercury * dry,
            chlorine_mg_kg=chlorine * dry,
            bromine_mg_kg=bromine * dry,
            low_rank_share=1.0 if self.rank in LOW_RANK else 0.0,
            volatile_matter=volatile * burns,
            calcium_mg_kg=_times(rest["calcium"], dry),
            selenium_mg_kg=_times(rest["selenium"], dry),
            arsenic_mg_kg=_times(rest["arsenic"], dry),
        )

    def _moisture(self) -> Value:
        for view in self._views():
            moisture = self._total_moisture(view)
            if moisture is not None:
                return moisture
        held = self.user.coal.proximate
        path = (
            "proximate.moisture"
            if held is None or held.basis == "as_received"
            else "proximate.total_moisture"
        )
        return self._default("moisture", path, mark("total moisture not given; usual for {rank} as fired"))

    def _volatile(self, known: Mapping[bool, tuple[Value, Value, Value]]) -> Value:
        """Volatile matter, dry and ash free."""
        for view in self._views():
            moisture, air_dried, ash = known[view.own]
            volatile = self._read(view, "proximate", "volatile_matter")
            fixed = self._read(view, "proximate", "fixed_carbon")
            if volatile is not None and fixed is not None:
                return volatile / (volatile + fixed)
            one = volatile if volatile is not None else fixed
            if one is not None:
                burns = bases.convert(
                    one / 100.0,
                    view.basis("proximate"),
                    "dry_ash_free",
                    moisture=moisture,
                    air_dried_moisture=air_dried,
                    ash=ash,
                )
                return np.clip(burns if volatile is not None else 1.0 - burns, 0.0, 1.0)
        return self._default(
            "volatile_matter",
            "proximate.volatile_matter",
            mark("volatile matter not given; usual for dry, ash-free {rank}"),
        )

    def _elements(self, view: _View, moisture: Value, air_dried: Value, ash: Value) -> dict[str, Value]:
        """The view's elements, dry and ash free; an ultimate analysis that reports its own ash uses it."""
        held = view.coal.ultimate
        if held is None:
            return {}
        own_moisture = self._read(view, "ultimate", "moisture")
        if own_moisture is not None and held.basis == "as_received":
            moisture = own_moisture / 100.0
        if own_moisture is not None and held.basis == "air_dried":
            air_dried = own_moisture / 100.0
        own_ash = self._read(view, "ultimate", "ash")
        if own_ash is not None and held.basis != "dry_ash_free":
            ash = self._dry(own_ash / 100.0, held.basis, moisture, air_dried)
        found = {}
        for element in ELEMENTS:
            value = self._read(view, "ultimate", element)
            if value is not None:
                found[element] = bases.convert(
                    value / 100.0,
                    held.basis,
                    "dry_ash_free",
                    moisture=moisture,
                    air_dried_moisture=air_dried,
                    ash=ash,
                )
        return found

    def _hhv(
        self, known: Mapping[bool, tuple[Value, Value, Value]], given: Mapping[str, Value]
    ) -> Value | None:
        """HHV, dry and ash free [MJ/kg]; None if nobody gives a heating value."""
        for view in self._views():
            held = view.coal.heating_value
            if held is None:
                continue
            moisture, air_dried, ash = known[view.own]
            shares = {"moisture": moisture, "air_dried_moisture": air_dried, "ash": ash}
            gross = self._read(view, "heating_value", "hhv")
            if gross is not None:
                return bases.convert(gross, held.basis, "dry_ash_free", **shares)
            net = self._read(view, "heating_value", "lhv")
            if net is not None:
                hydrogen = given.get("hydrogen", defaults.composition("hydrogen", self.rank).value / 100.0)
                water = {"as_received": moisture, "air_dried": air_dried}.get(held.basis, 0.0)
                evaporated = bases.convert(
                    net + estimate.water_heat(0.0, water), held.basis, "dry_ash_free", **shares
                )
                return evaporated + estimate.water_heat(hydrogen, 0.0)
        return None

    def _full_analysis(
        self, found: Mapping[bool, dict[str, Value]], hhv: Value | None, volatile: Value
    ) -> dict[str, Value]:
        """All five elements, dry and ash free: the user's, else the library's, else estimated."""
        by_difference: dict[str, Value] = dict.fromkeys(ELEMENTS, 1.0)
        lent = found.get(False, {})
        if _lacks(lent) in ([], ["oxygen"]):
            return estimate.complete(found[True], estimate.complete(lent, by_difference))
        given = {**lent, **found[True]}
        missing = _lacks(given)
        rest = by_difference if missing in ([], ["oxygen"]) else self._estimated(missing, hhv, volatile)
        return estimate.complete(given, rest)

    def _estimated(self, missing: list[str], hhv: Value | None, volatile: Value) -> dict[str, Value]:
        """An analysis to fill gaps from; writes an assumption for each element that is missing."""
        base = {name: self._usual(name, missing) for name in ("nitrogen", "sulfur")}
        if hhv is None:
            base |= {name: self._usual(name, missing) for name in ("carbon", "hydrogen")}
        else:
            carbon, hydrogen = estimate.carbon_and_hydrogen(hhv, volatile)
            base["carbon"] = self._fitted("carbon", carbon, estimate.CARBON_ERROR, missing)
            base["hydrogen"] = self._fitted("hydrogen", hydrogen, estimate.HYDROGEN_ERROR, missing)
        base["oxygen"] = np.maximum(1.0 - sum(base.values()), 0.005)
        if "oxygen" in missing:
            self._assume(
                "ultimate.oxygen",
                100.0 * base["oxygen"],
                DRY_ASH_FREE,
                tr("oxygen not given; the rest to 100 %"),
                "ipog-coal-library",
                "fitted",
            )
        return base

    def _usual(self, name: str, missing: list[str]) -> Value:
        if name not in missing:
            return defaults.composition(name, self.rank, self.country).value / 100.0
        return self._default(name, f"ultimate.{name}", NOT_GIVEN[name])

    def _fitted(self, name: str, value: Value, error: float, missing: list[str]) -> Value:
        if name not in missing:
            return value
        self._assume(
            f"ultimate.{name}",
            100.0 * value,
            DRY_ASH_FREE,
            tr(
                "{element} not given; from heating value and volatile matter by a fit on the coals of the "
                "library, +-{error} % (2 sd)",
                element=tr(name),
                error=decimal(f"{200 * error:.0f}"),
            ),
            "ipog-coal-library",
            "fitted",
        )
        spread = Spread("normal95", 1.0 - 2.0 * error, 1.0 + 2.0 * error)
        return value * self._draw(f"{self.where}.ultimate.{name}{FACTOR}", 1.0, spread)

    # --- trace elements ---------------------------------------------------------------------------

    def _trace(self, name: str, known: Mapping[bool, tuple[Value, Value, Value]]) -> Value | None:
        """A trace element [mg/kg dry], None if nobody gives it."""
        for view in self._views():
            amount = view.amount("trace", name)
            if amount is None:
                continue
            value = self._read(view, "trace", name, self._trace_spread(view, name, amount))
            if value is None:
                continue
            moisture, air_dried, ash = known[view.own]
            if not view.own:
                self._note_lent(name)
            return self._dry(value, view.basis("trace"), moisture, air_dried, ash)
        return None

    def _trace_spread(self, view: _View, name: str, amount: float) -> Spread | None:
        if name not in ("mercury", "chlorine") or amount <= 0:
            return None
        factor, _, _ = defaults.spread_factor(f"{name}_{'given' if view.own else 'library'}")
        if not view.own and name == "mercury" and self.listed is not None:
            return self.listed.mercury_spread(factor)
        return Spread("percentiles", amount / factor, amount * factor)

    def _note_lent(self, name: str) -> None:
        """What a reader must know of a library figure: a proxy, an unstated basis, a number from memory."""
        listed = self.listed
        if listed is None or name not in ("mercury", "chlorine", "bromine"):
            return
        origin = getattr(listed, f"{name}_origin")
        amount, basis = getattr(listed, name), getattr(listed, f"{name}_basis")
        if basis == UNSPECIFIED:
            self._assume(
                f"trace.{name}",
                amount,
                MG_KG_DRY,
                tr(
                    "the source of {element} in {coal} does not state its basis; read as dry",
                    element=tr(name),
                    coal=listed.id,
                ),
                origin.source,
                "judgement",
            )
        if origin.standing == "proxy":
            self._assume(
                f"trace.{name}",
                amount,
                MG_KG_DRY,
                tr(
                    "no {element} of {coal} itself is known; lent by a similar or regional coal",
                    element=tr(name),
                    coal=listed.id,
                ),
                origin.source,
                "judgement",
            )
        if origin.standing in ("proxy", "recalled"):
            message = tr(
                LENT if origin.standing == "proxy" else FROM_MEMORY,
                element=tr(name),
                coal=listed.id,
                amount=decimal(f"{amount:g}"),
            )
            self.notes.cautions.append(Caution("weak-library-figure", f"{self.where}.trace.{name}", message))

    def _chlorine(self, known: Mapping[bool, tuple[Value, Value, Value]]) -> Value:
        chlorine = self._trace("chlorine", known)
        if chlorine is not None:
            return chlorine
        default, of_country = defaults.chlorine(self.rank, self.country)
        reason = tr(
            LIKE_THOSE_OF_COUNTRY if of_country else LIKE_THOSE_OF_THE_WORLD,
            country=self.country,
            rank=vocabulary.label("rank", self.rank),
            low=decimal(f"{default.low:g}"),
            high=decimal(f"{default.high:g}"),
        )
        self._assume("trace.chlorine", default.value, MG_KG_DRY, reason, default.source, default.kind)
        self.notes.cautions.append(
            Caution(
                "chlorine-assumed",
                f"{self.where}.trace.chlorine",
                tr(
                    "chlorine decides how much mercury is oxidised and was not given; "
                    "{value} mg/kg dry is assumed",
                    value=decimal(f"{default.value:g}"),
                ),
            )
        )
        return self._draw(f"{self.where}.trace.chlorine", default.value, default.spread)

    def _bromine(self, chlorine: Value, known: Mapping[bool, tuple[Value, Value, Value]]) -> Value:
        bromine = self._trace("bromine", known)
        if bromine is not None:
            return bromine
        ratio = defaults.bromine_per_chlorine()
        self._assume(
            "trace.bromine",
            ratio.value * chlorine,
            MG_KG_DRY,
            tr(
                "bromine not given; {ratio} ({low} to {high}) of the chlorine",
                ratio=decimal(f"{ratio.value:g}"),
                low=decimal(f"{ratio.low:g}"),
                high=decimal(f"{ratio.high:g}"),
            ),
            ratio.source,
            ratio.kind,
        )
        return chlorine * self._draw(f"{self.where}.trace.bromine over chlorine", ratio.value, ratio.spread)

    # --- faults -----------------------------------------------------------------------------------

    def problems(self) -> list[Problem]:
        """Faults of the central pass; doubtful figures become cautions."""
        found, doubts = consistency.check(self.user.coal, self.figures)
        self.notes.cautions.extend(doubts)
        if all(view.amount("trace", "mercury") is None for view in self._views()):
            listed = self.listed
            found.append(
                Problem(
                    id="missing",
                    message=tr(
                        "the library knows no mercury of {coal}; give it for this coal",
                        coal=listed.id if listed else tr("this coal"),
                    ),
                    path=f"{self.where}.trace.mercury",
                    allowed="trace: {mercury: 0.12 mg/kg, basis: dry}",
                )
            )
        return found


def _lacks(elements: Mapping[str, Value]) -> list[str]:
    return [element for element in ELEMENTS if element not in elements]


def _times(value: Value | None, factor: Value) -> Value | None:
    return None if value is None else value * factor
