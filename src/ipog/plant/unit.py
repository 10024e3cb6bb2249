"""A unit: coal feed, boiler, train and targets; and the plant that holds the units."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from ipog.plant.boiler import Boiler
from ipog.plant.coal import Coal
from ipog.plant.devices import AnyDevice
from ipog.plant.fields import (
    HeatRateKJkWh,
    PositiveShare,
    PowerMW,
    Quantity,
    Share,
    Strict,
    TraceMgKg,
    Word,
    fault,
)
from ipog.plant.level import Level
from ipog.plant.train import check_order

SHARE_TOLERANCE = 0.5
"""How far the shares of a feed may miss 100 %, in percent absolute."""


class Additive(Strict):
    """A halogen salt put on the coal."""

    type: Annotated[str, Word("additive")] = Field(description="salt")
    halogen_on_coal: TraceMgKg = Field(description="halogen added, per mass of coal as fired")


class Target(Strict):
    """A level to meet, by the user's own value."""

    name: str = Field("target", description="name to show")
    value: Level = Field(description="value with its unit: 2 ug/Nm3, 1.2 lb/TBtu, 0.013 lb/GWh, 90 %")


class Measured(Strict):
    """A measurement to show beside the prediction; it never changes the prediction."""

    quantity: Annotated[str, Word("measured_quantity")] = Field(description="what was measured")
    value: Level = Field(description="measured value with its unit")
    low: Level | None = Field(None, description="lowest of the runs")
    high: Level | None = Field(None, description="highest of the runs")
    method: str | None = Field(None, description="method of measurement")
    source: str | None = Field(None, description="source key or citation")
    note: str | None = Field(None, description="remark")


class Unit(Strict):
    """One boiler with its train."""

    name: str = Field("Unit 1", description="name to show", min_length=1)
    gross_capacity: PowerMW | None = Field(None, description="gross electrical capacity")
    net_capacity: PowerMW | None = Field(None, description="net electrical capacity")
    thermal_capacity: PowerMW | None = Field(None, description="rated thermal input, LHV")
    net_efficiency: Annotated[float, Quantity("fraction", "%", 5, 65)] | None = Field(
        None, description="net electrical efficiency"
    )
    gross_efficiency: Annotated[float, Quantity("fraction", "%", 5, 65)] | None = Field(
        None, description="gross electrical efficiency"
    )
    efficiency_basis: Annotated[str, Word("efficiency_basis")] = Field(
        "lhv", description="heating value that efficiencies and heat rates refer to"
    )
    net_heat_rate: HeatRateKJkWh | None = Field(None, description="net heat rate")
    gross_heat_rate: HeatRateKJkWh | None = Field(None, description="gross heat rate")
    auxiliary_power: Share | None = Field(None, description="own use, of gross output")
    capacity_factor: PositiveShare | None = Field(None, description="yearly output over output at full load")
    load: PositiveShare | None = Field(None, description="load during the case, of capacity")
    commissioned: Annotated[int, Field(ge=1900, le=2100)] | None = Field(
        None, description="year of first operation; with country and size it selects the limits that apply"
    )
    coal_feed: list[Coal] = Field(description="one or more coals", min_length=1)
    share_basis: Annotated[str, Word("share_basis")] = Field("mass", description="what the shares count")
    additives: list[Additive] = Field(default_factory=list, description="halogen salts put on the coal")
    boiler: Boiler = Field(description="boiler")
    apcs: list[AnyDevice] = Field(
        default_factory=list, description="air-pollution-control devices in the order the gas meets them"
    )
    targets: list[str | Target] = Field(default_factory=list, description="limit ids or values to meet")
    measured: list[Measured] = Field(default_factory=list, description="measurements to show beside the result")
    note: str | None = Field(None, description="remark")

    @model_validator(mode="before")
    @classmethod
    def _plain_capacity_factor(cls, data: Any) -> Any:
        """Read ``capacity_factor: 0.75`` as 75 %: a plain number up to 1 is a fraction here."""
        if isinstance(data, dict):
            changed = {
                key: f"{100 * data[key]:.12g} %"
                for key in ("capacity_factor", "load")
                if isinstance(data.get(key), int | float)
                and not isinstance(data[key], bool)
                and 0 < data[key] <= 1
            }
            if changed:
                return {**data, **changed}
        return data

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        given = [coal.share for coal in self.coal_feed if coal.share is not None]
        left_out = len(self.coal_feed) - len(given)
        total = sum(given)
        if left_out > 1:
            raise fault(
                "impossible-sum",
                f"{left_out} coals of the feed have no share; only one may take the rest",
                at="coal_feed",
                allowed="a share for every coal, or for all but one",
            )
        wrong = total >= 100 if left_out else abs(total - 100) > SHARE_TOLERANCE
        if given and wrong:
            raise fault(
                "impossible-sum",
                f"the shares of the feed add up to {total:g} %"
                + (", which leaves nothing for the coal without a share" if left_out else ""),
                at="coal_feed",
                given=f"{total:g} %",
                allowed="100 %" if not left_out else "less than 100 %",
            )
        return self

    @model_validator(mode="after")
    def _one_efficiency(self) -> Self:
        given = [
            name
            for name in ("net_efficiency", "gross_efficiency", "net_heat_rate", "gross_heat_rate")
            if getattr(self, name) is not None
        ]
        if len(given) > 1:
            raise fault(
                "one-of",
                f"{' and '.join(given)} say the same thing; give one of them",
                at=given[1],
                allowed="one of net_efficiency, gross_efficiency, net_heat_rate, gross_heat_rate",
            )
        if self.gross_capacity and self.net_capacity and self.net_capacity > self.gross_capacity:
            raise fault(
                "impossible-sum",
                f"net capacity {self.net_capacity:g} MW exceeds gross capacity {self.gross_capacity:g} MW",
                at="net_capacity",
                allowed=f"at most {self.gross_capacity:g} MW",
            )
        return self

    @model_validator(mode="after")
    def _train_possible(self) -> Self:
        for finding in check_order([device.type for device in self.apcs]):
            if finding.impossible:
                raise fault(
                    "impossible-order", finding.message, at=("apcs", finding.index), allowed=finding.allowed
                )
        return self


class PlantIdentity(Strict):
    """Where the plant is."""

    name: str = Field("Plant", description="name of the plant", min_length=1)
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, description="ISO 3166-1 alpha-2 country code"
    )
    owner: str | None = Field(None, description="owner or operator")
    note: str | None = Field(None, description="remark")
    sources: list[str] = Field(default_factory=list, description="source keys or citations of the data")


class Plant(Strict):
    """A plant file."""

    ipog_version: Literal[1] = Field(1, description="version of the file format")
    plant: PlantIdentity = Field(default_factory=PlantIdentity, description="the plant")
    units: list[Unit] = Field(description="its units", min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        for name, count in Counter(unit.name for unit in self.units).items():
            if count > 1:
                raise fault(
                    "duplicate-name",
                    f"{count} units are called {name!r}; results could not be told apart",
                    at="units",
                    given=name,
                    allowed="a name of its own for each unit",
                )
        return self
