"""Saving a plant: comments, order and form stay; the file is replaced in one step."""

from __future__ import annotations

import copy
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from ipog.diagnostics import InputError
from ipog.files import parse, read_plant, update_text, write_plant
from ipog.files.yaml_read import load_all

INDENTED = """\
# A plant.
ipog_version: 1
plant: {name: "Example", country: ZA}   # where

units:
  - name: 'Unit 1'          # quoted
    gross_capacity: 600 MW  # at the terminals
    # the coal of March
    coal_feed:
      - coal: za-highveld
        share: 80 %         # most of it
      - {rank: bituminous, share: 20 %, trace: {mercury: 0.20, basis: dry}}
    boiler:
      type: wall
    apcs:
      - type: scr           # since 2010
      - type: esp_cold_side # six fields
      - type: wet_fgd       # limestone
    note: >
      folded text
      over two lines
"""

FLUSH = """\
ipog_version: 1
units:
- name: A
  coal_feed:
  - coal: za-highveld
  boiler:
    type: wall
- name: B
  coal_feed:
  - coal: za-highveld
  boiler:
    type: cyclone
"""

WIDE = """\
---
units:
    -   name: A
        coal_feed:
            -   coal: za-highveld
        boiler:
            type: wall
        apcs:
            -   type: esp_cold_side
                fields: 4
"""

STYLES = {"indented": INDENTED, "flush": FLUSH, "wide": WIDE}


def data_of(text: str) -> Any:
    return next(load_all(text)).data


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES.keys())
def test_a_file_with_the_same_data_keeps_every_byte(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plant.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    write_plant(data_of(text), path)
    assert path.read_bytes() == text.encode()


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES.keys())
def test_a_changed_value_changes_its_line_alone(text: str) -> None:
    data = data_of(text)
    data["units"][0]["boiler"]["type"] = "tangential"
    assert update_text(text, data) == text.replace("type: wall", "type: tangential", 1)


def test_windows_line_ends_stay() -> None:
    text = INDENTED.replace("\n", "\r\n")
    data = data_of(text)
    data["units"][0]["boiler"]["type"] = "tangential"
    assert update_text(text, data) == text.replace("type: wall", "type: tangential")


def test_a_value_inside_braces_is_changed_in_place() -> None:
    data = data_of(INDENTED)
    data["units"][0]["coal_feed"][1]["trace"]["mercury"] = "0.3 mg/kg"
    assert update_text(INDENTED, data) == INDENTED.replace("mercury: 0.20", "mercury: 0.3 mg/kg")


def test_a_device_put_in_front_leaves_the_comments_with_their_devices() -> None:
    data = data_of(INDENTED)
    data["units"][0]["apcs"].insert(0, {"type": "sncr"})
    assert update_text(INDENTED, data) == INDENTED.replace("    apcs:\n", "    apcs:\n      - type: sncr\n")


def test_a_device_taken_out_takes_its_comment_along() -> None:
    data = data_of(INDENTED)
    del data["units"][0]["apcs"][1]
    assert update_text(INDENTED, data) == INDENTED.replace("      - type: esp_cold_side # six fields\n", "")


def test_a_list_that_is_emptied_stays_with_its_key() -> None:
    data = data_of(INDENTED)
    data["units"][0]["apcs"] = []
    new = update_text(INDENTED, data)
    assert data_of(new) == data
    assert "    apcs: []\n" in new
    assert "# the coal of March" in new


def test_a_key_added_and_a_key_removed() -> None:
    data = data_of(FLUSH)
    data["units"][0]["boiler"]["unburned_carbon"] = "4 %"
    del data["units"][1]["name"]
    new = update_text(FLUSH, data)
    assert data_of(new) == data
    assert "    type: wall\n    unburned_carbon: 4 %\n" in new


@pytest.mark.parametrize("value", ["yes: no", "# none", "1", "true", "null", "'", "a\nb", "- x", "", " x "])
def test_any_text_comes_back_as_the_same_text(value: str) -> None:
    data = data_of(INDENTED)
    data["units"][0]["name"] = value
    assert data_of(update_text(INDENTED, data)) == data


def test_a_new_file_reads_back_as_the_same_plant(tmp_path: Path) -> None:
    plant, _, _ = parse(INDENTED)
    assert plant is not None
    path = tmp_path / "new.yaml"
    write_plant(plant, path)
    assert read_plant(path) == plant


def test_an_uncertainty_survives_saving(tmp_path: Path) -> None:
    text = INDENTED.replace("mercury: 0.20", 'mercury: 0.2 mg/kg +- 20 %, chlorine: "80..120 mg/kg"').replace(
        "gross_capacity: 600 MW", "gross_capacity: {value: 600, p10: 590, p90: 606}"
    )
    plant, problems, _ = parse(text)
    assert plant is not None, problems
    path = tmp_path / "new.yaml"
    write_plant(plant, path)
    again = read_plant(path)
    for old, new in (
        (plant.units[0].coal_feed[1].trace, again.units[0].coal_feed[1].trace),
        (plant.units[0], again.units[0]),
    ):
        for name in ("mercury", "chlorine", "gross_capacity"):
            before = getattr(old, name, None)
            assert getattr(before, "spread", None) == getattr(getattr(new, name, None), "spread", None)


def test_the_encoding_of_an_existing_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "plant.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + INDENTED.encode())
    data = data_of(INDENTED)
    data["plant"]["name"] = "Łódź"
    write_plant(data, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# A plant.")
    assert read_plant(path).plant.name == "Łódź"


def test_a_file_that_is_not_yaml_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "plant.yaml"
    path.write_text("a: [1\n", encoding="utf-8")
    with pytest.raises(InputError):
        write_plant(data_of(FLUSH), path)
    assert path.read_text(encoding="utf-8") == "a: [1\n"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plant.yaml"
    path.write_text(FLUSH, encoding="utf-8")
    data = copy.deepcopy(data_of(FLUSH))
    data["units"][0]["name"] = "C"

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="No space left"):
        write_plant(data, path)
    assert path.read_text(encoding="utf-8") == FLUSH
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written"):
        write_plant(data_of(FLUSH), tmp_path / "none" / "plant.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_the_rights_of_a_file_stay_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "plant.yaml", tmp_path / "link.yaml"
    path.write_text(FLUSH, encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    data = data_of(FLUSH)
    data["units"][0]["name"] = "C"
    write_plant(data, link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert read_plant(path).units[0].name == "C"
