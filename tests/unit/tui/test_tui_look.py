"""Figures in the user's units and with the user's decimal sign, against those of the file."""

from __future__ import annotations

from typing import Any

import pytest

from ipog.files import parse
from ipog.provenance import Assumption
from ipog.settings import Settings
from ipog.tui.fields import Field, fields_at
from ipog.tui.look import US_UNITS, Look

PLANT = """\
plant: {name: X}
units:
  - coal_feed: [{rank: bituminous, trace: {mercury: 0.1}, heating_value: {hhv: 27.7}}]
    boiler: {type: wall, air_preheater_exit_temperature: 140}
"""
DATA = parse(PLANT, "plant")[2].data
COAL, BOILER = ("units", 0, "coal_feed", 0), ("units", 0, "boiler")
US, COMMA = Look(us=True), Look(comma=True)


def field(place: tuple[Any, ...], *names: str) -> Field:
    return next(item for item in fields_at(place, DATA) if item.steps == (*place, *names))


HHV = field(COAL, "heating_value", "hhv")
MERCURY = field(COAL, "trace", "mercury")
NAME = field(COAL, "name")
PREHEATER = field(BOILER, "air_preheater_exit_temperature")


def test_the_settings_choose_the_look():
    assert Look.of(Settings(units="us", decimal="comma", level="novice")) == Look(
        us=True, comma=True, novice=True
    )
    assert Look.of(Settings()) == Look()


def test_a_plain_number_of_the_file_says_its_unit_where_another_stands_behind_the_field():
    assert US.text_of(HHV, 27.7) == "27.7 MJ/kg"
    assert US.unit(HHV) == "Btu/lb"
    assert Look().text_of(HHV, 27.7) == "27.7"
    assert US.text_of(HHV, "25..27") == "25..27 MJ/kg"
    assert US.text_of(HHV, "11900 Btu/lb") == "11900 Btu/lb"


def test_a_number_typed_without_a_unit_has_the_one_behind_the_field():
    assert US.value_of(HHV, "11900") == "11900 Btu/lb"
    assert US.value_of(HHV, "27.7 MJ/kg") == "27.7 MJ/kg"
    assert Look().value_of(HHV, "27.7") == 27.7
    assert US.value_of(MERCURY, "0.1") == 0.1


@pytest.mark.parametrize("look", [Look(), US, COMMA, Look(us=True, comma=True)])
@pytest.mark.parametrize(
    "value",
    [27.7, "27.7 MJ/kg", "25..27 MJ/kg", "27.7 MJ/kg +- 2 %", {"value": 27.7, "p10": 26.1, "p90": 29}],
)
def test_what_is_shown_and_taken_over_again_means_the_same(look: Look, value: Any):
    again = look.value_of(HHV, look.text_of(HHV, value))
    texts = [PLANT.replace("27.7", Look().text_of(HHV, item)) for item in (value, again)]
    first, second = (parse(text, "plant")[0] for text in texts)
    assert first is not None
    assert first == second


def test_a_decimal_comma_is_read_where_it_is_the_users_and_refused_elsewhere():
    assert COMMA.value_of(MERCURY, "0,12 ppm") == "0.12 ppm"
    assert COMMA.text_of(MERCURY, "0.12 ppm") == "0,12 ppm"
    assert COMMA.text_of(MERCURY, "0.08..0.20 mg/kg") == "0,08..0,20 mg/kg"
    assert Look().value_of(MERCURY, "0,12 ppm") == "0,12 ppm"
    assert COMMA.text_of(NAME, "No. 1.2") == "No. 1.2"


def test_ranges_and_assumed_values_are_shown_in_the_units_of_the_field():
    assert US.allowed(PREHEATER) == "-40 to 3272 degF"
    assumed = Assumption("x", 140.0, "degC", "why", "key", "judgement")
    assert US.assumed(PREHEATER, assumed) == "284 degF"
    assert Look().assumed(PREHEATER, assumed) == "140 degC"


def test_a_novice_sees_the_main_fields_and_those_that_hold_something():
    novice = Look(novice=True)
    nitrogen = field(COAL, "ultimate", "nitrogen")
    assert not novice.shows(nitrogen, None)
    assert novice.shows(nitrogen, "2 %")
    assert novice.shows(MERCURY, None)
    assert Look().shows(nitrogen, None)


def test_the_units_of_the_united_states_are_known_units():
    from ipog.quantities import units_of

    for dimension, unit in US_UNITS.items():
        assert unit in units_of(dimension)
