"""What is usual in a country, and the plants that answers make."""

from __future__ import annotations

import pytest

from ipog import vocabulary
from ipog.coals import library
from ipog.files import parse
from ipog.plant import Plant, check_order
from ipog.sources import bibliography
from ipog.usual import Answers, WrongAnswer, in_region, plant_text, regions, source, trains, usual

COUNTRIES = [code for region in regions() for code in in_region(region)]


def made(answers: Answers) -> Plant:
    """The plant of the answers, which reads without any problem."""
    found, problems, _ = parse(plant_text(answers), "answers")
    assert problems == []
    assert found is not None
    return found


def test_the_table_names_its_source():
    assert source() in bibliography()


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_has_coals_of_the_library_and_possible_trains(country: str):
    usually = usual(country)
    assert country in vocabulary.countries()
    assert usually.coals
    assert all(coal in library() for coal in usually.coals)
    for train in usually.trains:
        assert check_order([device["type"] for device in train.devices]) == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_country_and_coal_alone_make_a_plant(country: str):
    coal = library()[usual(country).coals[0]]
    plant = made(Answers(country, coal=coal.id, mercury="" if coal.mercury else "0.1 mg/kg"))
    assert plant.plant.country == country
    assert plant.units[0].gross_capacity == usual(country).capacity


@pytest.mark.parametrize("train", trains().values(), ids=trains())
@pytest.mark.parametrize("control", ["none", "bromide"])
def test_each_train_makes_a_plant(train, control: str):
    plant = made(Answers("ZA", coal="za-highveld", devices=train.devices, mercury_control=control))
    assert [device.type for device in plant.units[0].apcs] == [device["type"] for device in train.devices]
    assert bool(plant.units[0].additives) == (control == "bromide")


def test_a_country_that_is_not_in_the_table_gets_values_for_anywhere():
    assert not usual("IS").known
    assert made(Answers("IS", coal="xx-world-hard")).plant.name == "Plant in Iceland"


def test_all_answers_stand_in_the_plant():
    plant = made(
        Answers(
            "IN",
            rank="subbituminous",
            mercury="0.2 mg/kg",
            chlorine="80 mg/kg",
            heating_value="14 MJ/kg",
            capacity="210 MW",
            year="1988",
            boiler="wall",
            unburned_carbon="3 %",
            devices=trains()["esp_filter"].devices,
            mercury_control="pac",
            target="=10 ug/Nm3",
            name="No. 4: [/b] 'old' 中文",
        )
    )
    unit = plant.units[0]
    assert plant.plant.name == "No. 4: [/b] 'old' 中文"
    assert [device.type for device in unit.apcs] == ["sorbent_injection", "esp_cold_side", "fabric_filter"]
    assert unit.commissioned == 1988
    assert unit.coal_feed[0].trace is not None
    assert unit.coal_feed[0].trace.mercury == 0.2
    assert unit.boiler.unburned_carbon == 3


def test_a_figure_that_is_none_is_told():
    with pytest.raises(WrongAnswer, match=r"write 0\.2"):
        plant_text(Answers("ZA", coal="za-highveld", mercury="0,2 mg/kg"))


def test_a_sorbent_with_nothing_to_collect_it_is_no_plant():
    with pytest.raises(WrongAnswer, match="collects"):
        plant_text(Answers("ZA", coal="za-highveld", devices=(), mercury_control="pac"))


def test_what_was_not_answered_is_named_with_its_source():
    head = plant_text(Answers("ZA", coal="za-highveld", capacity="200 MW")).split("ipog_version")[0]
    assert source() in head
    assert "train" in head
    assert "capacity" not in head
