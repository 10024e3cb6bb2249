"""The shipped examples: real plants, each with its source and a measured value."""

from __future__ import annotations

import math

import pytest

from ipog import examples
from ipog.cli.render.run_table import run_table
from ipog.evaluate import evaluate
from ipog.files import parse
from ipog.plant import Plant
from ipog.results import Evaluation
from ipog.sources import cite

IDS = examples.ids()


@pytest.fixture(scope="module")
def plants() -> dict[str, Plant]:
    found = {}
    for example_id in IDS:
        plant, problems, _ = parse(examples.read(example_id), example_id)
        assert plant is not None, problems
        assert not problems, (example_id, problems)
        found[example_id] = plant
    return found


@pytest.fixture(scope="module")
def evaluations(plants: dict[str, Plant]) -> dict[str, Evaluation]:
    return {example_id: evaluate(plant) for example_id, plant in plants.items()}


def test_there_are_plants_of_many_countries_and_trains(plants: dict[str, Plant]) -> None:
    trains = {tuple(device.type for device in unit.apcs) for plant in plants.values() for unit in plant.units}
    ranks = {plant.units[0].coal_feed[0].coal for plant in plants.values()}
    assert len(plants) >= 10
    assert len({plant.plant.country for plant in plants.values()}) >= 6
    assert len(trains) >= 8
    assert {"za-highveld", "us-north-dakota-lignite-delivered"} <= ranks


@pytest.mark.parametrize("example_id", IDS)
def test_the_id_begins_with_the_country(example_id: str, plants: dict[str, Plant]) -> None:
    country = plants[example_id].plant.country
    assert country is not None
    assert example_id.startswith(f"{country.lower()}-")


@pytest.mark.parametrize("example_id", IDS)
def test_every_unit_holds_a_measurement_with_a_source_that_resolves(
    example_id: str, plants: dict[str, Plant]
) -> None:
    plant = plants[example_id]
    assert plant.plant.sources
    for key in plant.plant.sources:
        cite(key)
    for unit in plant.units:
        assert unit.measured, unit.name
        for item in unit.measured:
            assert item.source is not None
            cite(item.source)


@pytest.mark.parametrize("example_id", IDS)
def test_the_measured_value_is_shown_beside_the_prediction(
    example_id: str, evaluations: dict[str, Evaluation]
) -> None:
    result = evaluations[example_id]
    text = run_table(result)
    assert text.count("Measured beside predicted") == len(result.units)
    for unit in result.units:
        for item in unit.measured:
            assert item.predicted is not None, item.label
            assert item.label in text
            assert item.source is not None
            assert item.source in text


@pytest.mark.parametrize("example_id", IDS)
def test_the_balance_closes(example_id: str, evaluations: dict[str, Evaluation]) -> None:
    for unit in evaluations[example_id].units:
        assert math.fsum(unit.balance_fraction.values()) == pytest.approx(1, rel=1e-9)
        assert unit.stack.removal_fraction == pytest.approx(1 - unit.balance_fraction["stack"], abs=1e-9)


def test_an_unknown_example_is_answered_with_the_nearest() -> None:
    with pytest.raises(examples.UnknownExample) as caught:
        examples.read("ZA-Duvah")
    assert caught.value.nearest == "za-duvha"
    with pytest.raises(examples.UnknownExample):
        examples.read("../cli/main")
