"""The text that is edited, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.files.template import template
from ipog.tui import nodes
from ipog.tui.document import NotReadable, PlantDocument
from ipog.tui.edits import place_for, refusal
from ipog.tui.fields import fields_at, of_library, text_of, value_of

BOILER = ("units", 0, "boiler")


@given(st.one_of(st.booleans(), st.integers(-(10**9), 10**9), st.floats(1e-3, 1e9)))
def test_what_a_file_holds_reads_back_from_a_form(value: bool | float):
    assert value_of(text_of(value)) == value


@given(st.text(max_size=30))
def test_any_text_may_be_typed(text: str):
    value = value_of(text)
    assert value is None or text_of(value)


def test_a_number_too_large_to_hold_stays_text():
    assert value_of("1e400") == "1e400"


def test_a_value_with_its_spread_is_a_group():
    text = "{value: 0.2 mg/kg, low: 0.1 mg/kg, high: 0.4 mg/kg}"
    assert value_of(text) == {"value": "0.2 mg/kg", "low": "0.1 mg/kg", "high": "0.4 mg/kg"}
    assert text_of(value_of(text)) == text


@given(st.text(max_size=200))
def test_any_text_is_a_document_with_a_tree(text: str):
    document = PlantDocument(text)
    assert nodes.tree(document.data).kind == "plant"


def test_letters_typed_into_one_field_are_one_step_and_keep_its_place():
    document = PlantDocument(template())
    first = document.text
    for value in (None, "6", "6 %"):
        document.set_value((*BOILER, "unburned_carbon"), value)
    assert document.text == first.replace("unburned_carbon: 4 %", "unburned_carbon: 6 %")
    assert document.undo()
    assert document.text == first
    assert not document.undo()


def test_a_group_that_is_emptied_goes():
    document = PlantDocument(template())
    place = ("units", 0, "coal_feed", 0, "cleaning")
    document.set_value((*place, "mercury_removal"), "20 %")
    assert document.value(place) == {"mercury_removal": "20 %"}
    document.end_merge()
    document.set_value((*place, "mercury_removal"), None)
    assert document.value(place) is None


def test_fields_of_a_text_that_is_no_yaml_cannot_change():
    document = PlantDocument("units: [")
    with pytest.raises(NotReadable):
        document.set_value((*BOILER, "type"), "wall")


def test_a_template_is_nothing_to_save_and_a_draft_is():
    assert not PlantDocument(template()).modified
    assert PlantDocument(template(), draft="kept").modified


def test_saving_under_a_name_makes_it_unmodified():
    document = PlantDocument(template())
    document.set_value((*BOILER, "note"), "x")
    assert document.modified
    document.mark_saved(Path("a.yaml"))
    assert not document.modified
    assert document.undo()
    assert document.modified


def test_every_line_of_a_plant_has_its_fields():
    data = PlantDocument(template("full")).data
    for steps, label in (
        (BOILER, "excess oxygen"),
        (("plant",), "country"),
        (("units", 0, "apcs", 0), "pm efficiency"),
    ):
        assert label in [field.label for field in fields_at(steps, data)]


def test_a_library_coal_lends_its_figures():
    data = {"units": [{"coal_feed": [{"coal": "za-kendal"}, {"coal": "nowhere"}]}]}
    steps = ("units", 0, "coal_feed", 0)
    assert of_library(data, steps)[(*steps, "trace", "mercury")] == "0.44 mg/kg"
    assert of_library(data, ("units", 0, "coal_feed", 1)) == {}


def test_a_device_goes_to_the_nearest_possible_place():
    train = ["scr", "esp_cold_side", "wet_fgd"]
    assert place_for(train, "sorbent_injection", 3) == (1, None)
    assert place_for(train, "wet_esp", 3) == (3, None)
    index, finding = place_for([], "spray_dryer", 0)
    assert index == 0
    assert finding is not None
    assert finding.impossible


def test_a_train_that_was_impossible_already_can_be_mended_in_steps():
    assert refusal(["spray_dryer", "sncr"], ["spray_dryer"]) is None
