"""What a person says of a coal: rank, analyses each on its own basis, cleaning, share of the feed."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AliasChoices, Field, model_validator

from ipog.plant.fields import (
    Basis,
    HeatingMJkg,
    MercuryMgKg,
    Percent,
    PositiveShare,
    Rank,
    Share,
    Strict,
    TraceMgKg,
    Word,
    fault,
)

CLOSURE_TOLERANCE = 1.0
"""How far an analysis may miss 100 %, in percent absolute."""


class Proximate(Strict):
    """Proximate analysis, mass per cent."""

    basis: Basis = Field("as_received", description="basis the four figures are reported on")
    moisture: Percent | None = Field(
        None, description="moisture on that basis: total if as received, inherent if air dried"
    )
    ash: Percent | None = Field(None, description="ash")
    volatile_matter: Percent | None = Field(None, description="volatile matter")
    fixed_carbon: Percent | None = Field(None, description="fixed carbon")
    total_moisture: Percent | None = Field(
        None,
        description="total moisture as received; needed to leave a dry, ash-free or air-dried basis",
    )

    @model_validator(mode="after")
    def _closes(self) -> Self:
        parts = [self.moisture, self.ash, self.volatile_matter, self.fixed_carbon]
        if self.basis in ("dry", "dry_ash_free") and self.moisture:
            raise fault(
                "impossible-sum",
                f"a proximate analysis on {self.basis} basis cannot contain {self.moisture:g} % moisture",
                at="moisture",
                given=f"{self.moisture:g} %",
                allowed="0, or leave it out and give total_moisture",
            )
        if self.basis == "dry_ash_free" and self.ash:
            raise fault(
                "impossible-sum",
                f"a dry, ash-free analysis cannot contain {self.ash:g} % ash",
                at="ash",
                given=f"{self.ash:g} %",
                allowed="0, or leave it out",
            )
        dry = self.basis in ("dry", "dry_ash_free")
        ash_free = self.basis == "dry_ash_free"
        known = [part or 0.0 for part in parts]
        complete = (
            (self.moisture is not None or dry)
            and (self.ash is not None or ash_free)
            and self.volatile_matter is not None
            and self.fixed_carbon is not None
        )
        total = sum(known)
        if total > 100 + CLOSURE_TOLERANCE or (complete and abs(total - 100) > CLOSURE_TOLERANCE):
            raise fault(
                "impossible-sum",
                "the proximate analysis adds up to "
                f"{total:.4g} % (moisture {known[0]:g} + ash {known[1]:g} + volatile matter {known[2]:g}"
                f" + fixed carbon {known[3]:g}), {total - 100:+.4g} % from 100",
                given=f"{total:.4g} %",
                allowed=f"100 % within {CLOSURE_TOLERANCE:g} % absolute",
            )
        return self


class Ultimate(Strict):
    """Ultimate analysis, mass per cent; hydrogen and oxygen without those of the moisture."""

    basis: Basis = Field("dry_ash_free", description="basis the figures are reported on")
    carbon: Percent | None = Field(None, description="carbon")
    hydrogen: Percent | None = Field(None, description="hydrogen, without that of the moisture")
    nitrogen: Percent | None = Field(None, description="nitrogen")
    sulfur: Percent | None = Field(
        None, description="total sulfur", validation_alias=AliasChoices("sulfur", "sulphur")
    )
    oxygen: Percent | None = Field(
        None, description="oxygen, without that of the moisture; by difference if left out"
    )
    ash: Percent | None = Field(None, description="ash, where the ultimate analysis reports its own")
    moisture: Percent | None = Field(None, description="moisture, where the ultimate analysis reports its own")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        parts = {
            name: getattr(self, name)
            for name in ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen", "ash", "moisture")
        }
        total = sum(value or 0.0 for value in parts.values())
        organic = all(parts[name] is not None for name in ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen"))
        if self.basis == "dry_ash_free":
            complete = organic
        elif self.basis == "dry":
            complete = organic and self.ash is not None
        else:
            complete = organic and self.ash is not None and self.moisture is not None
        if total > 100 + CLOSURE_TOLERANCE or (complete and abs(total - 100) > CLOSURE_TOLERANCE):
            listed = " + ".join(f"{name} {value:g}" for name, value in parts.items() if value is not None)
            raise fault(
                "impossible-sum",
                f"the ultimate analysis adds up to {total:.4g} % ({listed}), {total - 100:+.4g} % from 100",
                given=f"{total:.4g} %",
                allowed=f"100 % within {CLOSURE_TOLERANCE:g} % absolute",
            )
        return self


class HeatingValue(Strict):
    """Heating value: HHV (gross) or LHV (net), not both."""

    basis: Basis = Field("as_received", description="basis the figure is reported on")
    hhv: HeatingMJkg | None = Field(
        None,
        description="higher (gross) heating value",
        validation_alias=AliasChoices("hhv", "gcv", "gross"),
    )
    lhv: HeatingMJkg | None = Field(
        None,
        description="lower (net) heating value",
        validation_alias=AliasChoices("lhv", "ncv", "net"),
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.hhv is None) == (self.lhv is None):
            raise fault(
                "one-of",
                "give the heating value once, as hhv (gross) or as lhv (net)",
                given="both" if self.hhv is not None else "neither",
                allowed="hhv or lhv",
            )
        return self


class Trace(Strict):
    """Trace elements; laboratories report them dry."""

    basis: Basis = Field("dry", description="basis the figures are reported on")
    mercury: MercuryMgKg | None = Field(None, description="mercury")
    chlorine: TraceMgKg | None = Field(None, description="chlorine")
    bromine: TraceMgKg | None = Field(None, description="bromine")
    selenium: TraceMgKg | None = Field(None, description="selenium")
    arsenic: TraceMgKg | None = Field(None, description="arsenic")
    calcium: TraceMgKg | None = Field(None, description="calcium in the coal")


class Cleaning(Strict):
    """Cleaning before the furnace: a process with its published removal, or figures of the plant's own."""

    process: Annotated[str, Word("cleaning_process")] | None = Field(
        None, description="cleaning process; sets the removals that are not given"
    )
    mercury_removal: Share | None = Field(None, description="mercury removed, per unit of heat in the product")
    ash_removal: Share | None = Field(None, description="ash removed, per unit of heat in the product")
    sulfur_removal: Share | None = Field(
        None,
        description="sulfur removed, per unit of heat in the product",
        validation_alias=AliasChoices("sulfur_removal", "sulphur_removal"),
    )
    chlorine_removal: Share | None = Field(None, description="chlorine removed, per unit of heat in the product")
    energy_loss: Share | None = Field(None, description="heat of the raw coal lost with the rejects")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.process is None and self.mercury_removal is None:
            raise fault(
                "missing",
                "cleaning needs a process, or at least mercury_removal",
                allowed="process: dense_medium, or mercury_removal: 25 %",
            )
        return self


class Coal(Strict):
    """One coal of the feed: a library id, an analysis, or a library coal with overrides."""

    coal: str | None = Field(None, description="id of a coal of the library (ipog coals list)", min_length=1)
    name: str | None = Field(None, description="name to show")
    rank: Rank | None = Field(None, description="rank; needed unless a library coal is named")
    share: PositiveShare | None = Field(None, description="share of the feed; the rest if left out")
    proximate: Proximate | None = Field(None, description="proximate analysis")
    ultimate: Ultimate | None = Field(None, description="ultimate analysis")
    heating_value: HeatingValue | None = Field(None, description="heating value")
    trace: Trace | None = Field(None, description="mercury and other trace elements")
    cleaning: Cleaning | None = Field(None, description="cleaning of this coal before the furnace")

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.coal is None:
            if self.rank is None:
                raise fault(
                    "missing",
                    "a coal needs its rank, or the id of a library coal",
                    allowed="rank: bituminous, or coal: za-highveld",
                )
            if self.trace is None or self.trace.mercury is None:
                raise fault(
                    "missing",
                    "a coal needs its mercury, or the id of a library coal",
                    allowed="trace: {mercury: 0.12 mg/kg, basis: dry}",
                )
        return self
