"""No name that a visitor gives leads out of his folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipog.diagnostics import InputError
from ipog.web.sandbox import Sandbox

OUTSIDE = [
    "..",
    "../secret.yaml",
    "plants/../../secret.yaml",
    "./../secret.yaml",
    "/etc/passwd",
    "//server/share/plant.yaml",
    r"\\server\share\plant.yaml",
    r"\\?\C:\plant.yaml",
    r"..\secret.yaml",
    r"C:\Windows\win.ini",
    "C:plant.yaml",
    "c:/plant.yaml",
    "plant.yaml:stream",
    "~/plant.yaml",
    "~root/plant.yaml",
    "plant.yaml\0.txt",
    "plant\n.yaml",
    "plant\x1b[31m.yaml",
    "plant\u202e.yaml",
    "",
    " ",
    ".",
    ".hidden",
    "plants/.hidden",
    "plants//plant.yaml",
    "plant.yaml/",
    "NUL",
    "con.yaml",
    "plants/lpt1.yaml",
    "COM¹.yaml",
    "plant.yaml.",
    "plant.yaml ",
    "what?.yaml",
    "*.yaml",
    "a" * 101,
    "\udcff.yaml",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = tmp_path / "visitor" / "files"
    (files / "plants").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("secret", encoding="utf-8")
    monkeypatch.chdir(files)
    return files


@pytest.mark.parametrize("name", OUTSIDE, ids=ascii)
def test_a_name_that_is_not_plain_is_refused_in_a_sentence(folder: Path, name: str):
    with pytest.raises(InputError) as refused:
        Sandbox(folder).path(name)
    problem = refused.value.problems[0]
    assert problem.id == "outside-folder"
    assert problem.message.isprintable()


@pytest.mark.parametrize(
    "name", ["plant.yaml", "plants/unit 1.yaml", "Kraftwerk Ölfeld 中文.yml", "new.yaml"]
)
def test_a_plain_name_is_a_file_of_the_folder(folder: Path, name: str):
    assert Sandbox(folder).path(name) == Path(name)


def test_the_absolute_path_of_an_own_file_is_the_file(folder: Path):
    sandbox = Sandbox(folder)
    assert sandbox.path(str(folder / "plant.yaml")) == Path("plant.yaml")
    assert sandbox.shown(folder / "plants" / "a.yaml") == "plants/a.yaml"


@pytest.mark.parametrize("name", ["../../secret.yaml", "../files2/plant.yaml", "../files"])
def test_an_absolute_path_outside_is_refused(folder: Path, name: str):
    with pytest.raises(InputError):
        Sandbox(folder).path(str((folder / name).resolve()))


@pytest.mark.parametrize("target", ["../../secret.yaml", "../..", "/etc", "loop"])
def test_a_link_that_leads_out_is_refused(folder: Path, target: str):
    link = folder / "loop"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system lets no links be made")
    for name in ("loop", "loop/secret.yaml"):
        with pytest.raises(InputError):
            Sandbox(folder).path(name)


def test_a_link_within_the_folder_is_a_file(folder: Path):
    (folder / "plant.yaml").write_text("plant", encoding="utf-8")
    try:
        (folder / "same.yaml").symlink_to("plant.yaml")
    except OSError:
        pytest.skip("this system lets no links be made")
    assert os.fspath(Sandbox(folder).path("same.yaml")) == "same.yaml"


def test_what_is_saved_is_handed_on_and_no_program_may_start(folder: Path):
    saved: list[Path] = []
    sandbox = Sandbox(folder, saved.append)
    sandbox.saved(Path("plant.yaml"))
    assert saved == [Path("plant.yaml")]
    assert not sandbox.starts_programs
