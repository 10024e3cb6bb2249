"""An option put into a copy of a plant, and the tree walked again with other answers."""

from __future__ import annotations

from functools import cache

import pytest
from advised import advised
from units import goal, plant, unit

from ipog.advice import (
    Advice,
    NotPossible,
    Site,
    advise,
    applied,
    applied_text,
    questions,
    steps_of,
    walk_again,
)
from ipog.diagnostics import InputError
from ipog.examples import ids, read
from ipog.files import read_plant_text

FILE = """\
ipog_version: 1
# where it stands
plant: {name: Somewhere, country: US}
units:
  - gross_capacity: 500 MW
    coal_feed: [{coal: us-prb, trace: {mercury: 0.07 +- 0.02 mg/kg}}]
    boiler: {type: wall, unburned_carbon: 2 %}   # from the laboratory
    apcs:
      # built in 1974
      - type: esp
        pm_efficiency: 99.2 %   # measured
      - {type: wfgd}
"""


@cache
def prb() -> Advice:
    return advise(plant(unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu")), "US"), samples=0)


def test_a_copy_keeps_comments_and_figures_and_says_what_was_put_in():
    text = applied_text(FILE, 0, steps_of("aci_brominated@2"))
    assert text.startswith("# With brominated activated carbon, 2 lb/MMacf, put in by ipog.\n")
    for line in FILE.splitlines():
        assert line in text
    kinds = [device.type for device in read_plant_text(text).units[0].apcs]
    assert kinds == ["sorbent_injection", "esp_cold_side", "wet_fgd"]


def test_a_changed_device_keeps_its_other_lines():
    text = applied_text(FILE, 0, steps_of("cool_esp@130+fgd_additive"))
    assert "# built in 1974" in text
    assert "pm_efficiency: 99.2 %   # measured" in text
    esp, scrubber = read_plant_text(text).units[0].apcs
    assert esp.temperature == 130
    assert scrubber.re_emission_additive


@pytest.mark.parametrize("example", ids())
def test_every_option_of_an_example_gives_a_file_that_reads_back_as_the_unit_that_was_run(example: str):
    text = read(example)
    given = read_plant_text(text)
    advice = advised(example)
    for index, found in enumerate(advice.units):
        for option in found.options[:6]:
            again = read_plant_text(applied_text(text, index, option.steps, advice.site)).units[index]
            assert again.apcs == option.variant.unit.apcs
            assert again.coal_feed == option.variant.unit.coal_feed
            assert again.boiler == option.variant.unit.boiler
            assert again == applied(given, index, option.steps, advice.site).units[index]


def test_the_plant_before_stays_as_it_was():
    given = read_plant_text(FILE)
    changed = applied(given, 0, steps_of("esp_to_filter"))
    assert [device.type for device in given.units[0].apcs] == ["esp_cold_side", "wet_fgd"]
    assert [device.type for device in changed.units[0].apcs] == ["fabric_filter", "wet_fgd"]


def test_an_option_that_does_not_fit_is_refused_with_its_reason():
    with pytest.raises(NotPossible, match="stands there already"):
        applied_text(FILE, 0, steps_of("add_wet_fgd"))


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("aci_bromiated@2", "not a measure"),
        ("aci_brominated", "needs a level"),
        ("aci_brominated@much", "no level"),
        ("aci_brominated@-2", "no level"),
        ("aci_brominated@nan", "no level"),
        ("esp_to_filter@2", "has no level"),
        ("", "not a measure"),
    ],
)
def test_an_option_that_is_none_is_refused(option: str, said: str):
    with pytest.raises(InputError, match=said):
        steps_of(option)


def test_the_id_of_every_option_gives_its_steps_again():
    for option in prb().units[0].levels:
        assert steps_of(option.id) == option.steps


def test_the_walk_with_other_facts_is_that_of_advice_with_them():
    found = prb().units[0]
    sold = walk_again(found, facts={"ash_sold": True})
    asked = advise(
        plant(unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu")), "US"),
        site=Site(ash_sold=True),
        samples=0,
    )
    assert sold == asked.units[0].trace
    assert "aci_brominated" in sold.closed
    assert "aci_brominated" in found.trace.opened
    assert walk_again(found) == found.trace


def test_an_answer_overrules_the_facts_and_the_trace_says_so():
    found = prb().units[0]
    warm = next(visit for visit in found.trace.visits if visit.node == "hot_esp")
    assert not warm.overruled
    other = walk_again(found, answers={"hot_esp": True})
    assert next(visit for visit in other.visits if visit.node == "hot_esp").overruled
    assert "aci_brominated" in other.closed
    argued = advise(
        plant(unit("us-prb", ["esp_cold_side"], targets=goal("2 lb/TBtu")), "US"),
        answers={"hot_esp": True},
        samples=0,
    )
    assert argued.units[0].trace == other
    assert not any("aci_brominated" in option.measures for option in argued.units[0].options)


def test_unknown_facts_and_questions_are_answered_with_the_nearest():
    with pytest.raises(InputError) as caught:
        walk_again(prb().units[0], facts={"ash_solt": True})
    assert caught.value.problems[0].nearest == "ash_sold"
    with pytest.raises(InputError) as caught:
        walk_again(prb().units[0], answers={"hot_eps": True})
    assert caught.value.problems[0].nearest == "hot_esp"
    assert "hot_esp" in questions()
