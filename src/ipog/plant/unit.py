"""A unit: coal feed, boiler, train and targets; and the plant that holds the units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from ipog.language import decimal, mark, plural, tr
from ipog.plant.boiler import Boiler
from ipog.plant.coal import Coal
from ipog.plant.devices import AnyDevice
from ipog.plant.fields import (
    Count,
    Country,
    Factor,
    HeatInputMW,
    HeatRateKJkWh,
    PowerMW,
    Quantity,
    Share,
    Strict,
    TraceMgKg,
    Word,
    empty,
    fault,
    raise_faults,
    shown,
)
from ipog.plant.level import Level
from ipog.plant.train import check_order

SHARE_TOLERANCE = 0.5
"""How far the shares of a feed may miss 100 %, in percent absolute."""


Efficiency = Annotated[float, Quantity("fraction", "%", 5, 65)]


class Additive(Strict):
    """A halogen salt put on the coal."""

    type: Annotated[str, Word("additive")] = Field(description=mark("salt"), examples=["calcium_bromide"])
    halogen_on_coal: TraceMgKg = Field(
        description=mark("halogen added, per mass of coal as fired"), examples=["50 mg/kg"]
    )


class Target(Strict):
    """A level to meet, by the user's own value."""

    name: str = Field("target", description=mark("name to show"), examples=["own goal"])
    value: Level = Field(
        description=mark("value with its unit: 2 ug/Nm3, 1.2 lb/TBtu, 0.013 lb/GWh, 90 %"),
        examples=["2 ug/Nm3"],
    )


class Measured(Strict):
    """A measurement to show beside the prediction; it never changes the prediction."""

    quantity: Annotated[str, Word("measured_quantity")] = Field(
        description=mark("what was measured"), examples=["stack_hg"]
    )
    value: Level = Field(description=mark("measured value with its unit"), examples=["3.4 ug/Nm3"])
    low: Level | None = Field(None, description=mark("lowest of the runs"), examples=["2.9 ug/Nm3"])
    high: Level | None = Field(None, description=mark("highest of the runs"), examples=["4.1 ug/Nm3"])
    method: str | None = Field(None, description=mark("method of measurement"), examples=["EN 13211"])
    source: str | None = Field(
        None, description=mark("source key or citation"), examples=["test report of March 2024"]
    )
    note: str | None = Field(None, description=mark("remark"), examples=["three runs at full load"])


def _id_or_value(value: object) -> object:
    if not isinstance(value, str | dict | Target):
        raise fault(
            "wrong-kind",
            tr("{given} is not a target", given=shown(value)),
            given=shown(value),
            allowed=tr("an id of ipog limits, or {example}", example="{name: own goal, value: 2 ug/Nm3}"),
        )
    return value


def _kind_of_target(value: object) -> str:
    return "id" if isinstance(value, str) else "own"


AnyTarget = Annotated[
    Annotated[str, Tag("id"), Field(min_length=1)] | Annotated[Target, Tag("own")],
    Discriminator(_kind_of_target),
    BeforeValidator(_id_or_value),
]


class Unit(Strict):
    """One boiler with its train."""

    name: str = Field("Unit 1", description=mark("name to show"), min_length=1, examples=["Unit 1"])
    gross_capacity: PowerMW | None = Field(
        None, description=mark("gross electrical capacity"), examples=["686 MW"]
    )
    net_capacity: PowerMW | None = Field(
        None, description=mark("net electrical capacity"), examples=["640 MW"]
    )
    thermal_capacity: HeatInputMW | None = Field(
        None, description=mark("rated thermal input, LHV"), examples=["1900 MWth"]
    )
    net_efficiency: Efficiency | None = Field(
        None, description=mark("net electrical efficiency"), examples=["34.5 %"]
    )
    gross_efficiency: Efficiency | None = Field(
        None, description=mark("gross electrical efficiency"), examples=["37 %"]
    )
    efficiency_basis: Annotated[str, Word("efficiency_basis")] = Field(
        "lhv", description=mark("heating value that efficiencies and heat rates refer to"), examples=["lhv"]
    )
    net_heat_rate: HeatRateKJkWh | None = Field(
        None, description=mark("net heat rate"), examples=["10435 kJ/kWh"]
    )
    gross_heat_rate: HeatRateKJkWh | None = Field(
        None, description=mark("gross heat rate"), examples=["9730 kJ/kWh"]
    )
    auxiliary_power: Share | None = Field(
        None, description=mark("own use, of gross output"), examples=["7 %"]
    )
    capacity_factor: Factor | None = Field(
        None, description=mark("yearly output over output at full load"), examples=["75 %"]
    )
    load: Factor | None = Field(
        None, description=mark("load during the case, of capacity"), examples=["100 %"]
    )
    commissioned: Annotated[int, Count(1900, 2100)] | None = Field(
        None,
        description=mark("year of first operation; with country and size it selects the limits that apply"),
        examples=[1984],
    )
    coal_feed: list[Coal] = Field(
        description=mark("one or more coals"), min_length=1, examples=["[{coal: za-highveld}]"]
    )
    share_basis: Annotated[str, Word("share_basis")] = Field(
        "mass", description=mark("what the shares count"), examples=["mass"]
    )
    additives: list[Additive] = Field(
        default_factory=empty,
        description=mark("halogen salts put on the coal"),
        examples=["[{type: calcium_bromide, halogen_on_coal: 50 mg/kg}]"],
    )
    boiler: Boiler = Field(description=mark("firing and burnout"), examples=["{type: wall}"])
    apcs: list[AnyDevice] = Field(
        default_factory=empty,
        description=mark("air-pollution-control devices in the order the gas meets them"),
        examples=["[{type: esp_cold_side}, {type: wet_fgd}]"],
    )
    targets: list[AnyTarget] = Field(
        default_factory=empty,
        description=mark("limit ids or values to meet"),
        examples=["[{name: own goal, value: 2 ug/Nm3}]"],
    )
    measured: list[Measured] = Field(
        default_factory=empty,
        description=mark("measurements to show beside the result"),
        examples=["[{quantity: stack_hg, value: 3.4 ug/Nm3}]"],
    )
    note: str | None = Field(None, description=mark("remark"), examples=["coal of March 2024"])

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        raise_faults([*self._share_faults(), *self._capacity_faults(), *self._train_faults()])
        return self

    def _share_faults(self) -> Iterator[PydanticCustomError]:
        given = [coal.share for coal in self.coal_feed if coal.share is not None]
        left_out = len(self.coal_feed) - len(given)
        total = sum(given)
        if left_out > 1:
            yield fault(
                "impossible-sum",
                plural(
                    "{count} coal of the feed has no share; only one may take the rest",
                    "{count} coals of the feed have no share; only one may take the rest",
                    left_out,
                ),
                at="coal_feed",
                allowed=tr("a share for every coal, or for all but one"),
            )
        elif given and left_out and total >= 100:
            yield fault(
                "impossible-sum",
                tr(
                    "the shares of the feed add up to {total} %, nothing is left for the coal without one",
                    total=decimal(f"{total:g}"),
                ),
                at="coal_feed",
                given=f"{total:g} %",
                allowed=tr("less than 100 %"),
            )
        elif given and not left_out and abs(total - 100) > SHARE_TOLERANCE:
            message = tr("the shares of the feed add up to {total} %", total=decimal(f"{total:g}"))
            if abs(total - 1) < SHARE_TOLERANCE / 100:
                message = tr("{problem}; a share is in per cent: 80 %, not 0.8", problem=message)
            yield fault(
                "impossible-sum",
                message,
                at="coal_feed",
                given=f"{total:g} %",
                allowed="100 %",
            )

    def _capacity_faults(self) -> Iterator[PydanticCustomError]:
        names = ("net_efficiency", "gross_efficiency", "net_heat_rate", "gross_heat_rate")
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) > 1:
            yield fault(
                "one-of",
                tr("{names} say the same thing; give one of them", names=tr(" and ").join(given)),
                at=given[1],
                allowed=tr("one of {names}", names=", ".join(names)),
            )
        if self.gross_capacity and self.net_capacity and self.net_capacity > self.gross_capacity:
            yield fault(
                "impossible-sum",
                tr(
                    "net capacity {net} MW exceeds gross capacity {gross} MW",
                    net=decimal(f"{self.net_capacity:g}"),
                    gross=decimal(f"{self.gross_capacity:g}"),
                ),
                at="net_capacity",
                allowed=tr("at most {value}", value=f"{self.gross_capacity:g} MW"),
            )

    def _train_faults(self) -> Iterator[PydanticCustomError]:
        for finding in check_order([device.type for device in self.apcs]):
            if finding.impossible:
                yield fault(
                    "impossible-order",
                    finding.message,
                    at=("apcs", finding.index),
                    given=self.apcs[finding.index].type,
                    allowed=finding.allowed,
                )


class PlantIdentity(Strict):
    """Where the plant is."""

    name: str = Field("Plant", description=mark("name of the plant"), min_length=1, examples=["Example"])
    country: Annotated[str, Country()] | None = Field(
        None, description=mark("ISO 3166-1 alpha-2 country code"), examples=["ZA"]
    )
    owner: str | None = Field(None, description=mark("owner or operator"), examples=["Example Power"])
    note: str | None = Field(None, description=mark("remark"), examples=["two of six units"])
    sources: list[str] = Field(
        default_factory=empty,
        description=mark("source keys or citations of the data"),
        examples=["[annual report 2024]"],
    )


def _read_version(value: object) -> object:
    if isinstance(value, bool) or value != 1:
        raise fault(
            "wrong-version",
            tr("the file has version {given} of the format; this ipog reads version 1", given=shown(value)),
            given=shown(value),
            allowed=tr("ipog_version: 1, or a newer ipog"),
        )
    return value


class Plant(Strict):
    """A plant file."""

    ipog_version: Annotated[Literal[1], BeforeValidator(_read_version)] = Field(
        1, description=mark("version of the file format"), examples=[1]
    )
    plant: PlantIdentity = Field(
        default_factory=lambda: PlantIdentity.model_validate({}),
        description=mark("name and place"),
        examples=["{name: Example, country: ZA}"],
    )
    units: list[Unit] = Field(
        description=mark("boilers, each with its coal and train"),
        min_length=1,
        examples=["[{coal_feed: [{coal: za-highveld}], boiler: {type: wall}}]"],
    )

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [unit.name for unit in self.units]
        raise_faults(
            [
                fault(
                    "duplicate-name",
                    plural(
                        "{count} unit is called {name!r}; their results could not be told apart",
                        "{count} units are called {name!r}; their results could not be told apart",
                        times,
                        name=name,
                    ),
                    at=("units", len(names) - 1 - names[::-1].index(name), "name"),
                    given=name,
                    allowed=tr("a name of its own for each unit"),
                )
                for name, times in Counter(names).items()
                if times > 1
            ]
        )
        return self
