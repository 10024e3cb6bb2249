"""What a person says of a coal: rank, analyses each on its own basis, cleaning, share of the feed."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AliasChoices, ConfigDict, Field, model_validator

from ipog.language import decimal, mark, tr
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
    raise_faults,
)

CLOSURE_TOLERANCE = 1.0
"""How far an analysis may miss 100 %, in percent absolute."""


def _closed() -> str:
    return tr("100 % within {tolerance} % absolute", tolerance=decimal(f"{CLOSURE_TOLERANCE:g}"))


class Proximate(Strict):
    """Proximate analysis, mass per cent."""

    basis: Basis = Field(
        "as_received", description=mark("basis the four figures are reported on"), examples=["as_received"]
    )
    moisture: Percent | None = Field(
        None,
        description=mark("moisture on that basis: total if as received, inherent if air dried"),
        examples=["8 %"],
    )
    ash: Percent | None = Field(None, description=mark("ash"), examples=["31 %"])
    volatile_matter: Percent | None = Field(None, description=mark("volatile matter"), examples=["22 %"])
    fixed_carbon: Percent | None = Field(None, description=mark("fixed carbon"), examples=["39 %"])
    total_moisture: Percent | None = Field(
        None,
        description=mark("total moisture as received; needed to leave a dry, ash-free or air-dried basis"),
        examples=["8 %"],
    )

    @model_validator(mode="after")
    def _closes(self) -> Self:
        parts = [self.moisture, self.ash, self.volatile_matter, self.fixed_carbon]
        if self.basis in ("dry", "dry_ash_free") and self.moisture:
            raise fault(
                "impossible-sum",
                tr(
                    "a proximate analysis on {basis} basis cannot contain {moisture} % moisture",
                    basis=self.basis,
                    moisture=decimal(f"{self.moisture:g}"),
                ),
                at="moisture",
                given=f"{self.moisture:g} %",
                allowed=tr("0, or leave it out and give total_moisture"),
            )
        if self.basis == "dry_ash_free" and self.ash:
            raise fault(
                "impossible-sum",
                tr("a dry, ash-free analysis cannot contain {ash} % ash", ash=decimal(f"{self.ash:g}")),
                at="ash",
                given=f"{self.ash:g} %",
                allowed=tr("0, or leave it out"),
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
            moisture, ash, volatile, fixed = (decimal(f"{part:g}") for part in known)
            raise fault(
                "impossible-sum",
                tr(
                    "the proximate analysis adds up to {total} % (moisture {moisture} + ash {ash} + volatile "
                    "matter {volatile} + fixed carbon {fixed}), {miss} % from 100",
                    total=decimal(f"{total:.4g}"),
                    moisture=moisture,
                    ash=ash,
                    volatile=volatile,
                    fixed=fixed,
                    miss=decimal(f"{total - 100:+.4g}"),
                ),
                given=f"{total:.4g} %",
                allowed=_closed(),
            )
        return self


class Ultimate(Strict):
    """Ultimate analysis, mass per cent; hydrogen and oxygen without those of the moisture."""

    basis: Basis = Field(
        "dry_ash_free", description=mark("basis the figures are reported on"), examples=["dry_ash_free"]
    )
    carbon: Percent | None = Field(None, description=mark("carbon"), examples=["80 %"])
    hydrogen: Percent | None = Field(
        None, description=mark("hydrogen, without that of the moisture"), examples=["4.6 %"]
    )
    nitrogen: Percent | None = Field(None, description=mark("nitrogen"), examples=["2 %"])
    sulfur: Percent | None = Field(
        None,
        description=mark("total sulfur"),
        examples=["1.2 %"],
        validation_alias=AliasChoices("sulfur", "sulphur"),
    )
    oxygen: Percent | None = Field(
        None,
        description=mark("oxygen, without that of the moisture; by difference if left out"),
        examples=["12.2 %"],
    )
    ash: Percent | None = Field(
        None, description=mark("ash, where the ultimate analysis reports its own"), examples=["31 %"]
    )
    moisture: Percent | None = Field(
        None, description=mark("moisture, where the ultimate analysis reports its own"), examples=["8 %"]
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        parts = {
            name: getattr(self, name)
            for name in ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen", "ash", "moisture")
        }
        total = sum(value or 0.0 for value in parts.values())
        organic = all(
            parts[name] is not None for name in ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen")
        )
        if self.basis == "dry_ash_free":
            complete = organic
        elif self.basis == "dry":
            complete = organic and self.ash is not None
        else:
            complete = organic and self.ash is not None and self.moisture is not None
        if total > 100 + CLOSURE_TOLERANCE or (complete and abs(total - 100) > CLOSURE_TOLERANCE):
            listed = " + ".join(
                f"{tr(name)} {decimal(f'{value:g}')}" for name, value in parts.items() if value is not None
            )
            raise fault(
                "impossible-sum",
                tr(
                    "the ultimate analysis adds up to {total} % ({listed}), {miss} % from 100",
                    total=decimal(f"{total:.4g}"),
                    listed=listed,
                    miss=decimal(f"{total - 100:+.4g}"),
                ),
                given=f"{total:.4g} %",
                allowed=_closed(),
            )
        return self


class HeatingValue(Strict):
    """Heating value: HHV (gross) or LHV (net), not both."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [key]} for key in ("hhv", "gcv", "gross", "lhv", "ncv", "net")]
        }
    )

    basis: Basis = Field(
        "as_received", description=mark("basis the figure is reported on"), examples=["as_received"]
    )
    hhv: HeatingMJkg | None = Field(
        None,
        description=mark("higher (gross) heating value"),
        examples=["19.8 MJ/kg"],
        validation_alias=AliasChoices("hhv", "gcv", "gross"),
    )
    lhv: HeatingMJkg | None = Field(
        None,
        description=mark("lower (net) heating value"),
        examples=["18.9 MJ/kg"],
        validation_alias=AliasChoices("lhv", "ncv", "net"),
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.hhv is None) == (self.lhv is None):
            raise fault(
                "one-of",
                tr("give the heating value once, as hhv (gross) or as lhv (net)"),
                at="lhv" if self.lhv is not None else (),
                given=tr("both") if self.hhv is not None else tr("neither"),
                allowed=tr("hhv or lhv"),
            )
        return self


class Trace(Strict):
    """Trace elements; laboratories report them dry."""

    basis: Basis = Field("dry", description=mark("basis the figures are reported on"), examples=["dry"])
    mercury: MercuryMgKg | None = Field(None, description=mark("mercury"), examples=["0.25 mg/kg"])
    chlorine: TraceMgKg | None = Field(None, description=mark("chlorine"), examples=["90 mg/kg"])
    bromine: TraceMgKg | None = Field(None, description=mark("bromine"), examples=["2 mg/kg"])
    selenium: TraceMgKg | None = Field(None, description=mark("selenium"), examples=["1 mg/kg"])
    arsenic: TraceMgKg | None = Field(None, description=mark("arsenic"), examples=["4 mg/kg"])
    calcium: TraceMgKg | None = Field(None, description=mark("calcium in the coal"), examples=["9000 mg/kg"])


class Cleaning(Strict):
    """Cleaning before the furnace: a process with its published removal, or figures of the plant's own."""

    process: Annotated[str, Word("cleaning_process")] | None = Field(
        None,
        description=mark("cleaning process; sets the removals that are not given"),
        examples=["dense_medium"],
    )
    mercury_removal: Share | None = Field(
        None, description=mark("mercury removed, per unit of heat in the product"), examples=["25 %"]
    )
    ash_removal: Share | None = Field(
        None, description=mark("ash removed, per unit of heat in the product"), examples=["40 %"]
    )
    sulfur_removal: Share | None = Field(
        None,
        description=mark("sulfur removed, per unit of heat in the product"),
        examples=["20 %"],
        validation_alias=AliasChoices("sulfur_removal", "sulphur_removal"),
    )
    chlorine_removal: Share | None = Field(
        None, description=mark("chlorine removed, per unit of heat in the product"), examples=["10 %"]
    )
    energy_loss: Share | None = Field(
        None, description=mark("heat of the raw coal lost with the rejects"), examples=["10 %"]
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.process is None and self.mercury_removal is None:
            raise fault(
                "missing",
                tr("cleaning needs a process, or at least mercury_removal"),
                allowed=tr("process: dense_medium, or mercury_removal: 25 %"),
            )
        return self


class Coal(Strict):
    """One coal of the feed: a library id, an analysis, or a library coal with overrides."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["coal"]}, {"required": ["rank", "trace"]}]}
    )

    coal: str | None = Field(
        None,
        description=mark("id of a coal of the library (ipog coals list)"),
        examples=["za-highveld"],
        min_length=1,
    )
    name: str | None = Field(None, description=mark("name to show"), examples=["washed, March"])
    rank: Rank | None = Field(
        None, description=mark("rank; needed unless a library coal is named"), examples=["bituminous"]
    )
    share: PositiveShare | None = Field(
        None, description=mark("share of the feed; the rest if left out"), examples=["20 %"]
    )
    proximate: Proximate | None = Field(
        None,
        description=mark("proximate analysis"),
        examples=["{basis: as_received, moisture: 8 %, ash: 31 %}"],
    )
    ultimate: Ultimate | None = Field(
        None,
        description=mark("ultimate analysis"),
        examples=["{basis: dry_ash_free, carbon: 80 %, sulfur: 1.2 %}"],
    )
    heating_value: HeatingValue | None = Field(
        None, description=mark("heating value"), examples=["{basis: as_received, hhv: 19.8 MJ/kg}"]
    )
    trace: Trace | None = Field(
        None,
        description=mark("mercury and other trace elements"),
        examples=["{basis: dry, mercury: 0.25 mg/kg, chlorine: 90 mg/kg}"],
    )
    cleaning: Cleaning | None = Field(
        None,
        description=mark("cleaning of this coal before the furnace"),
        examples=["{process: dense_medium}"],
    )

    @model_validator(mode="after")
    def _enough(self) -> Self:
        faults = []
        if self.coal is None and self.rank is None:
            faults.append(
                fault(
                    "missing",
                    tr("a coal needs its rank, or the id of a library coal"),
                    allowed=tr("rank: bituminous, or coal: za-highveld"),
                )
            )
        if self.coal is None and (self.trace is None or self.trace.mercury is None):
            faults.append(
                fault(
                    "missing",
                    tr("a coal needs its mercury, or the id of a library coal"),
                    at=() if self.trace is None else "trace",
                    allowed="trace: {mercury: 0.12 mg/kg, basis: dry}",
                )
            )
        raise_faults(faults)
        return self
