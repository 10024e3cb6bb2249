"""Every bad file gives the sentence that is written beside it, at the right line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ipog.diagnostics import InputError
from ipog.files import read_plant

FOLDER = Path(__file__).parents[2] / "wrong_files"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_wrong_file_gives_the_expected_sentences(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))["problem"]
    with pytest.raises(InputError) as caught:
        read_plant(path)
    found = caught.value.problems
    assert [(problem.line, problem.id) for problem in found] == [(row["line"], row["id"]) for row in expected]
    for problem, row in zip(found, expected, strict=True):
        for fragment in row["says"]:
            assert fragment in problem.message
        assert problem.file == str(path)
        assert problem.level == "error"
        assert problem.nearest == row.get("nearest", problem.nearest if "unit" in problem.id else None)
        assert problem.path == row.get("path", problem.path)
        assert row.get("allowed", "") in (problem.allowed or "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_message_is_one_short_sentence_without_jargon(path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_plant(path)
    for problem in caught.value.problems:
        assert len(problem.message) < 200
        assert "\n" not in problem.message
        for jargon in ("Input should", "pydantic", "validation", "dict", "str ", "NoneType", "mapping"):
            assert jargon not in problem.message


def test_every_bad_file_has_its_expectation_and_no_expectation_is_orphaned() -> None:
    assert {path.stem for path in FILES} == {path.stem for path in FOLDER.glob("*.toml")}
    assert len(FILES) >= 45
