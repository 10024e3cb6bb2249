"""What a person says of a boiler."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ipog.language import mark, tr
from ipog.plant.fields import Quantity, Share, Strict, TemperatureC, Word, fault

Burnout = Annotated[float, Quantity("mass_fraction", "%", 0, 90)]


class Boiler(Strict):
    """Firing, burnout, air and temperatures; only the type is required."""

    type: Annotated[str, Word("boiler_type")] = Field(description=mark("type of firing"), examples=["wall"])
    unburned_carbon: Burnout | None = Field(
        None, description=mark("unburned carbon in fly ash"), examples=["4 %"]
    )
    loss_on_ignition: Burnout | None = Field(
        None,
        description=mark("loss on ignition of fly ash, where unburned carbon is not measured"),
        examples=["5 %"],
    )
    excess_oxygen: Annotated[float, Quantity("volume_fraction", "%", 0, 15)] | None = Field(
        None, description=mark("oxygen at the furnace exit, dry"), examples=["3.5 %"]
    )
    air_in_leakage: Share | None = Field(
        None,
        description=mark("air leaking in between furnace exit and stack, of the flue gas"),
        examples=["8 %"],
    )
    fly_ash_fraction: Annotated[float, Quantity("fraction", "%", 0, 100, factor=True)] | None = Field(
        None, description=mark("share of the ash that leaves as fly ash"), examples=["85 %"]
    )
    economiser_exit_temperature: Annotated[float, Quantity("temperature", "degC", 200, 600)] | None = Field(
        None, description=mark("gas temperature at the economiser exit"), examples=["350 degC"]
    )
    air_preheater_exit_temperature: TemperatureC | None = Field(
        None, description=mark("gas temperature at the air-preheater exit"), examples=["140 degC"]
    )

    @model_validator(mode="after")
    def _one_burnout(self) -> Self:
        if self.unburned_carbon is not None and self.loss_on_ignition is not None:
            raise fault(
                "one-of",
                tr("give unburned_carbon or loss_on_ignition, not both"),
                at="loss_on_ignition",
                allowed=tr("one of the two"),
            )
        return self
