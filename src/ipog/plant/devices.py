"""What a person says of each air-pollution-control device, in the order the gas meets them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ipog import vocabulary
from ipog.language import mark, tr
from ipog.plant.fields import (
    Count,
    DurationH,
    InjectionLbMMacf,
    MassRateKgH,
    Ppmv,
    Quantity,
    Share,
    Strict,
    Word,
    fault,
    shown,
)
from ipog.quantities import QuantityError, read_amount

DeviceTemperature = Annotated[float, Quantity("temperature", "degC", 20, 600)]


class Device(Strict):
    """What every device has."""

    name: str | None = Field(None, description=mark("name to show"), examples=["polishing filter"])


class ParticulateDevice(Device):
    """A device that takes particulate matter out of the gas."""

    pm_efficiency: Share | None = Field(
        None, description=mark("particulate removal of this device"), examples=["99.5 %"]
    )
    temperature: DeviceTemperature | None = Field(
        None, description=mark("gas temperature in the device"), examples=["140 degC"]
    )


class LowNoxBurner(Device):
    """Low-NOx burners: no direct effect on mercury; they raise unburned carbon, which is an input."""

    type: Literal["low_nox_burner"]


class Sncr(Device):
    """Selective non-catalytic reduction: no direct effect on mercury."""

    type: Literal["sncr"]
    ammonia_slip: Ppmv | None = Field(None, description=mark("ammonia slip"), examples=["2 ppmv"])


class Scr(Device):
    """Selective catalytic reduction: oxidises elemental mercury where halogen allows."""

    type: Literal["scr"]
    layers: Annotated[int, Count(1, 6)] | None = Field(
        None, description=mark("catalyst layers in service"), examples=[3]
    )
    catalyst_age: DurationH | None = Field(
        None, description=mark("operating hours of the catalyst"), examples=["16000 h"]
    )
    ammonia_slip: Ppmv | None = Field(None, description=mark("ammonia slip"), examples=["2 ppmv"])
    temperature: DeviceTemperature | None = Field(
        None, description=mark("catalyst temperature"), examples=["360 degC"]
    )
    bypass: Share | None = Field(
        None, description=mark("gas that passes around the catalyst"), examples=["5 %"]
    )


class MechanicalCollector(ParticulateDevice):
    """Cyclones and multicyclones."""

    type: Literal["mechanical_collector"]


class EspHotSide(ParticulateDevice):
    """Electrostatic precipitator before the air preheater."""

    type: Literal["esp_hot_side"]
    fields: Annotated[int, Count(1, 12)] | None = Field(
        None, description=mark("electrical fields in service"), examples=[4]
    )


class EspColdSide(ParticulateDevice):
    """Electrostatic precipitator after the air preheater."""

    type: Literal["esp_cold_side"]
    fields: Annotated[int, Count(1, 12)] | None = Field(
        None, description=mark("electrical fields in service"), examples=[4]
    )
    conditioning: Annotated[str, Word("conditioning")] = Field(
        "none", description=mark("flue-gas conditioning"), examples=["so3"]
    )


class EspLowLowTemperature(ParticulateDevice):
    """Cold-side ESP behind a gas cooler, at 85 to 100 degC."""

    type: Literal["esp_low_low_temperature"]
    fields: Annotated[int, Count(1, 12)] | None = Field(
        None, description=mark("electrical fields in service"), examples=[4]
    )


class FabricFilter(ParticulateDevice):
    """Fabric filter; behind an ESP it is a polishing filter."""

    type: Literal["fabric_filter"]
    cleaning: Annotated[str, Word("filter_cleaning")] = Field(
        "pulse_jet", description=mark("how the bags are cleaned"), examples=["pulse_jet"]
    )


class WetParticulateScrubber(ParticulateDevice):
    """Venturi or other wet scrubber for particulate matter."""

    type: Literal["wet_particulate_scrubber"]


class SprayDryer(Device):
    """Spray dryer absorber; a particulate device must follow."""

    type: Literal["spray_dryer"]
    bypass: Share = Field(0.0, description=mark("gas that passes around the absorber"), examples=["5 %"])


class CirculatingDryScrubber(Device):
    """Circulating dry scrubber; a particulate device must follow."""

    type: Literal["circulating_dry_scrubber"]
    bypass: Share = Field(0.0, description=mark("gas that passes around the absorber"), examples=["5 %"])


class DrySorbentInjection(Device):
    """Dry alkaline sorbent blown into the duct."""

    type: Literal["dry_sorbent_injection"]
    reagent: Annotated[str, Word("alkaline_sorbent")] = Field(
        "hydrated_lime", description=mark("reagent"), examples=["hydrated_lime"]
    )
    location: Annotated[str, Word("dry_sorbent_location")] = Field(
        "after_air_preheater", description=mark("where it enters the gas"), examples=["after_air_preheater"]
    )
    so3_removal: Share | None = Field(None, description=mark("SO3 removed"), examples=["80 %"])


class WetFgd(Device):
    """Wet scrubber for SO2."""

    type: Literal["wet_fgd"]
    process: Annotated[str, Word("fgd_process")] = Field(
        "limestone_forced_oxidation",
        description=mark("reagent and oxidation mode"),
        examples=["limestone_forced_oxidation"],
    )
    bypass: Share = Field(0.0, description=mark("gas that passes around the scrubber"), examples=["5 %"])
    re_emission_additive: bool = Field(
        False, description=mark("whether an additive against re-emission is dosed"), examples=[True]
    )
    oxidised_mercury_efficiency: Share | None = Field(
        None, description=mark("oxidised mercury dissolved, where the plant measured it"), examples=["92 %"]
    )


class WetEsp(ParticulateDevice):
    """Wet electrostatic precipitator behind a scrubber."""

    type: Literal["wet_esp"]


class SorbentInjection(Device):
    """Sorbent for mercury blown into the gas before a particulate device."""

    type: Literal["sorbent_injection"]
    sorbent: Annotated[str, Word("sorbent")] = Field(
        "pac", description=mark("sorbent"), examples=["brominated_pac"]
    )
    rate: InjectionLbMMacf | None = Field(
        None,
        description=mark("injection rate per actual gas volume; a mass per hour is read as mass_rate"),
        examples=["2 lb/MMacf"],
    )
    mass_rate: MassRateKgH | None = Field(
        None,
        description=mark("sorbent per hour, instead of rate; needs the capacity of the unit"),
        examples=["60 kg/h"],
        json_schema_extra={"x-instead-of": "rate"},
    )
    location: Annotated[str, Word("sorbent_location")] | None = Field(
        None,
        description=mark("where it enters the gas; follows from the order if left out"),
        examples=["before_pm_device"],
    )
    temperature: DeviceTemperature | None = Field(
        None, description=mark("gas temperature at the lances"), examples=["145 degC"]
    )

    @model_validator(mode="before")
    @classmethod
    def _by_the_hour(cls, data: Any) -> Any:
        """Read ``rate: 60 kg/h`` as the mass per hour that it is."""
        if not isinstance(data, dict) or "mass_rate" in data or not isinstance(data.get("rate"), str):
            return data
        try:
            read_amount(data["rate"], "injection_rate", "lb/MMacf")
        except QuantityError as error:
            if error.id == "wrong-dimension" and _is_mass_rate(data["rate"]):
                rest = {name: value for name, value in data.items() if name != "rate"}
                return rest | {"mass_rate": data["rate"]}
        return data

    @model_validator(mode="after")
    def _one_rate(self) -> Self:
        if self.rate is None and self.mass_rate is None:
            raise fault(
                "missing",
                tr("sorbent_injection needs its rate"),
                at="rate",
                allowed=tr("rate: 2 lb/MMacf, or 60 kg/h"),
            )
        if self.rate is not None and self.mass_rate is not None:
            message = tr("give rate or mass_rate, not both")
            raise fault("one-of", message, at="mass_rate", allowed=tr("one of the two"))
        return self


def _is_mass_rate(text: str) -> bool:
    try:
        read_amount(text, "mass_rate", "kg/h")
    except QuantityError:
        return False
    return True


class FixedBed(Device):
    """Fixed bed or sorbent polymer modules at the end of the train."""

    type: Literal["fixed_bed"]
    kind: Annotated[str, Word("fixed_bed_kind")] = Field(
        "sorbent_polymer_module", description=mark("kind of bed"), examples=["sorbent_polymer_module"]
    )
    modules: Annotated[int, Count(1, 20)] | None = Field(
        None, description=mark("module layers in series"), examples=[4]
    )
    mercury_efficiency: Share | None = Field(
        None, description=mark("mercury removed by the bed, where measured"), examples=["70 %"]
    )


DEVICE_CLASSES: tuple[type[Device], ...] = (
    LowNoxBurner,
    Sncr,
    Scr,
    MechanicalCollector,
    EspHotSide,
    EspColdSide,
    EspLowLowTemperature,
    FabricFilter,
    WetParticulateScrubber,
    SprayDryer,
    CirculatingDryScrubber,
    DrySorbentInjection,
    WetFgd,
    WetEsp,
    SorbentInjection,
    FixedBed,
)


def _canonical_type(value: Any) -> Any:
    """Read a synonym of the device type before the union picks its member."""
    if isinstance(value, Device):
        return value
    if not isinstance(value, dict):
        example = f"{{type: {shown(value)}}}" if isinstance(value, str) else "{type: esp_cold_side}"
        message = tr("a device is a group of keys, not {given!r}", given=shown(value))
        raise fault("wrong-kind", message, given=shown(value), allowed=example)
    kind = value.get("type")
    allowed = ", ".join(vocabulary.words("device_type"))
    if kind is None:
        raise fault("missing", tr("a device needs its type"), allowed=allowed)
    try:
        return {**value, "type": vocabulary.canonical("device_type", str(kind))}
    except vocabulary.UnknownWord as error:
        raise fault(
            "unknown-word", str(error), at="type", given=shown(kind), allowed=allowed, nearest=error.nearest
        ) from None


AnyDevice = Annotated[
    LowNoxBurner
    | Sncr
    | Scr
    | MechanicalCollector
    | EspHotSide
    | EspColdSide
    | EspLowLowTemperature
    | FabricFilter
    | WetParticulateScrubber
    | SprayDryer
    | CirculatingDryScrubber
    | DrySorbentInjection
    | WetFgd
    | WetEsp
    | SorbentInjection
    | FixedBed,
    Field(discriminator="type"),
    BeforeValidator(_canonical_type),
]
