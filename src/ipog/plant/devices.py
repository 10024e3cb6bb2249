"""What a person says of each air-pollution-control device, in the order the gas meets them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ipog import vocabulary
from ipog.plant.fields import (
    DurationH,
    InjectionLbMMacf,
    Ppmv,
    Quantity,
    Share,
    Strict,
    Word,
    fault,
)

DeviceTemperature = Annotated[float, Quantity("temperature", "degC", 20, 600)]


class Device(Strict):
    """What every device has."""

    name: str | None = Field(None, description="name to show")


class ParticulateDevice(Device):
    """A device that takes particulate matter out of the gas."""

    pm_efficiency: Share | None = Field(None, description="particulate removal of this device")
    temperature: DeviceTemperature | None = Field(None, description="gas temperature in the device")


class LowNoxBurner(Device):
    """Low-NOx burners: no direct effect on mercury; they raise unburned carbon, which is an input."""

    type: Literal["low_nox_burner"]


class Sncr(Device):
    """Selective non-catalytic reduction: no direct effect on mercury."""

    type: Literal["sncr"]
    ammonia_slip: Ppmv | None = Field(None, description="ammonia slip")


class Scr(Device):
    """Selective catalytic reduction: oxidises elemental mercury where halogen allows."""

    type: Literal["scr"]
    layers: Annotated[int, Field(ge=1, le=6)] | None = Field(None, description="catalyst layers in service")
    catalyst_age: DurationH | None = Field(None, description="operating hours of the catalyst")
    ammonia_slip: Ppmv | None = Field(None, description="ammonia slip")
    temperature: DeviceTemperature | None = Field(None, description="catalyst temperature")
    bypass: Share | None = Field(None, description="gas that passes around the catalyst")


class MechanicalCollector(ParticulateDevice):
    """Cyclones and multicyclones."""

    type: Literal["mechanical_collector"]


class EspHotSide(ParticulateDevice):
    """Electrostatic precipitator before the air preheater."""

    type: Literal["esp_hot_side"]
    fields: Annotated[int, Field(ge=1, le=12)] | None = Field(None, description="electrical fields in service")


class EspColdSide(ParticulateDevice):
    """Electrostatic precipitator after the air preheater."""

    type: Literal["esp_cold_side"]
    fields: Annotated[int, Field(ge=1, le=12)] | None = Field(None, description="electrical fields in service")
    conditioning: Annotated[str, Word("conditioning")] = Field("none", description="flue-gas conditioning")


class EspLowLowTemperature(ParticulateDevice):
    """Cold-side ESP behind a gas cooler, at 85 to 100 degC."""

    type: Literal["esp_low_low_temperature"]
    fields: Annotated[int, Field(ge=1, le=12)] | None = Field(None, description="electrical fields in service")


class FabricFilter(ParticulateDevice):
    """Fabric filter; behind an ESP it is a polishing filter."""

    type: Literal["fabric_filter"]
    cleaning: Annotated[str, Word("filter_cleaning")] = Field("pulse_jet", description="how the bags are cleaned")


class WetParticulateScrubber(ParticulateDevice):
    """Venturi or other wet scrubber for particulate matter."""

    type: Literal["wet_particulate_scrubber"]


class SprayDryer(Device):
    """Spray dryer absorber; a particulate device must follow."""

    type: Literal["spray_dryer"]
    bypass: Share = Field(0.0, description="gas that passes around the absorber")


class CirculatingDryScrubber(Device):
    """Circulating dry scrubber; a particulate device must follow."""

    type: Literal["circulating_dry_scrubber"]
    bypass: Share = Field(0.0, description="gas that passes around the absorber")


class DrySorbentInjection(Device):
    """Dry alkaline sorbent blown into the duct."""

    type: Literal["dry_sorbent_injection"]
    reagent: Annotated[str, Word("alkaline_sorbent")] = Field("hydrated_lime", description="reagent")
    location: Annotated[str, Word("dry_sorbent_location")] = Field(
        "after_air_preheater", description="where it enters the gas"
    )
    so3_removal: Share | None = Field(None, description="SO3 removed")


class WetFgd(Device):
    """Wet scrubber for SO2."""

    type: Literal["wet_fgd"]
    process: Annotated[str, Word("fgd_process")] = Field(
        "limestone_forced_oxidation", description="reagent and oxidation mode"
    )
    bypass: Share = Field(0.0, description="gas that passes around the scrubber")
    re_emission_additive: bool = Field(False, description="whether an additive against re-emission is dosed")
    oxidised_mercury_efficiency: Share | None = Field(
        None, description="oxidised mercury dissolved, where the plant measured it"
    )


class WetEsp(ParticulateDevice):
    """Wet electrostatic precipitator behind a scrubber."""

    type: Literal["wet_esp"]


class SorbentInjection(Device):
    """Sorbent for mercury blown into the gas before a particulate device."""

    type: Literal["sorbent_injection"]
    sorbent: Annotated[str, Word("sorbent")] = Field("pac", description="sorbent")
    rate: InjectionLbMMacf = Field(description="injection rate per actual gas volume")
    location: Annotated[str, Word("sorbent_location")] | None = Field(
        None, description="where it enters the gas; follows from the order if left out"
    )
    temperature: DeviceTemperature | None = Field(None, description="gas temperature at the lances")


class FixedBed(Device):
    """Fixed bed or sorbent polymer modules at the end of the train."""

    type: Literal["fixed_bed"]
    kind: Annotated[str, Word("fixed_bed_kind")] = Field("sorbent_polymer_module", description="kind of bed")
    modules: Annotated[int, Field(ge=1, le=20)] | None = Field(None, description="module layers in series")
    mercury_efficiency: Share | None = Field(None, description="mercury removed by the bed, where measured")


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
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    allowed = ", ".join(vocabulary.words("device_type"))
    if kind is None:
        raise fault("missing", "a device needs its type", allowed=allowed)
    try:
        return {**value, "type": vocabulary.canonical("device_type", str(kind))}
    except vocabulary.UnknownWord as error:
        raise fault(
            "unknown-word", str(error), at="type", given=str(kind), allowed=allowed, nearest=error.nearest
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
