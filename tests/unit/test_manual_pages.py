"""The manual as it is read inside the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipog import manual_pages
from ipog.files import parse
from ipog.files.shape import device_type
from ipog.manual_pages import cut, find, search, sections
from ipog.plant import DEVICE_CLASSES
from ipog.tui.fields import Field, fields_at
from ipog.tui.nodes import Node, tree
from ipog.tui.screens.help import place_of

ROOT = Path(__file__).parents[2]
DEVICES = ", ".join(f"{{type: {device_type(model)}}}" for model in DEVICE_CLASSES)
PLANT = f"""\
plant: {{name: X}}
units:
  - coal_feed: [{{coal: za-kendal}}]
    additives: [{{type: calcium_bromide, halogen_on_coal: 50}}]
    boiler: {{type: wall}}
    apcs: [{DEVICES}]
    targets: [{{name: own, value: 2 ug/Nm3}}]
    measured: [{{quantity: stack_hg, value: 3 ug/Nm3}}]
"""


def test_all_pages_of_the_manual_are_there():
    assert {section.page for section in sections()} == {path.name for path in (ROOT / "manual").glob("*.md")}


def test_sections_hold_what_stands_below_them_and_code_is_no_heading():
    text = "# Page\nintro\n## One\na\n```\n# not one\n```\n### Sub\nb\n## Two\nc\n"
    found = cut("p.md", text)
    assert [section.title for section in found] == ["Page", "One", "Sub", "Two"]
    assert found[1].text.endswith("b")
    assert "not one" in found[1].text
    assert found[3].text == "## Two\nc"


def test_pictures_are_told_in_words():
    assert cut("p.md", "# Page\n![a chart](pictures/a.svg)\n")[0].text == "# Page\n(picture: a chart)"


def test_a_long_page_is_shown_up_to_its_first_section(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(manual_pages, "LONGEST", 10)
    assert cut("p.md", "# Page\nintro\n## One\nmuch more text\n")[0].text == "# Page\nintro"


def fields_below(node: Node, data: Any) -> Iterator[Field]:
    yield from fields_at(node.steps, data)
    for child in node.children:
        yield from fields_below(child, data)


def test_every_field_of_the_forms_has_a_place_that_names_it():
    data = parse(PLANT, "plant")[2].data
    found = list(fields_below(tree(data), data))
    assert len(found) > 60
    for field in found:
        section = find("plant-file.md", place_of(field))
        assert section is not None
        assert section.title == place_of(field)
        if field.steps[-1] not in ("name", "type"):
            assert f"`{field.steps[-1]}`" in section.text, field.steps


def test_links_between_pages_lead_somewhere():
    for section in sections():
        for words, page, place in section.links:
            found = find(page, place)
            assert found is not None, (section.page, words)
            if place:
                assert found.anchor == place, (section.page, words, place)


def test_search_finds_the_smallest_sections_and_headings_first():
    found = search("spray DRYER")
    assert found[0].page == "glossary.md"
    assert found[0].level == 3
    assert search("") == []
    assert search("zzzz qqqq") == []


def test_a_place_that_is_not_there_leads_to_the_page():
    found = find("app.md", "no-such-heading")
    assert found is not None
    assert found.level == 1
    assert find("no-such-page.md") is None
