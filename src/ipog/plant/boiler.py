"""What a person says of a boiler."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ipog.plant.fields import Percent, Quantity, Share, Strict, TemperatureC, Word, fault


class Boiler(Strict):
    """Firing, burnout, air and temperatures; only the type is required."""

    type: Annotated[str, Word("boiler_type")] = Field(description="type of firing")
    unburned_carbon: Annotated[float, Quantity("mass_fraction", "%", 0, 90)] | None = Field(
        None, description="unburned carbon in fly ash"
    )
    loss_on_ignition: Annotated[float, Quantity("mass_fraction", "%", 0, 90)] | None = Field(
        None, description="loss on ignition of fly ash, where unburned carbon is not measured"
    )
    excess_oxygen: Annotated[float, Quantity("volume_fraction", "%", 0, 15)] | None = Field(
        None, description="oxygen at the furnace exit, dry"
    )
    air_in_leakage: Share | None = Field(
        None, description="air leaking in between furnace exit and stack, of the flue gas"
    )
    fly_ash_fraction: Percent | None = Field(None, description="share of the ash that leaves as fly ash")
    economiser_exit_temperature: Annotated[float, Quantity("temperature", "degC", 200, 600)] | None = Field(
        None, description="gas temperature at the economiser exit"
    )
    air_preheater_exit_temperature: TemperatureC | None = Field(
        None, description="gas temperature at the air-preheater exit"
    )

    @model_validator(mode="after")
    def _one_burnout(self) -> Self:
        if self.unburned_carbon is not None and self.loss_on_ignition is not None:
            raise fault(
                "one-of",
                "give unburned_carbon or loss_on_ignition, not both",
                at="loss_on_ignition",
                allowed="one of the two",
            )
        return self
