"""Finished chunks are kept whole, and a damaged one counts as not finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipog.batch.block import Results
from ipog.batch.chunk import Outcome
from ipog.batch.parts import Parts
from ipog.batch.totals import Totals
from ipog.diagnostics import InputError

OUTCOME = Outcome(Results.of([{"plant": "Ö", "a": 0.1}]), [{"message": "m"}], 1, Totals())


def begun(folder: Path, run: str = "a", *, resume: bool = False) -> Parts:
    parts = Parts(folder)
    parts.begin(run, resume=resume)
    return parts


def test_a_chunk_reads_back_as_it_was(tmp_path: Path) -> None:
    parts = begun(tmp_path / "p")
    parts.save(3, OUTCOME)
    assert parts.load(3) == OUTCOME
    assert parts.load(2) is None


@pytest.mark.parametrize("keep", [0, 10, 40])
def test_a_cut_or_changed_chunk_is_done_again(tmp_path: Path, keep: int) -> None:
    parts = begun(tmp_path / "p")
    parts.save(0, OUTCOME)
    data = parts.path(0).read_bytes()
    parts.path(0).write_bytes(data[:keep])
    assert parts.load(0) is None
    parts.path(0).write_bytes(data[:keep] + bytes([data[keep] ^ 1]) + data[keep + 1 :])
    assert parts.load(0) is None


def test_resuming_keeps_chunks_and_starting_anew_throws_them_away(tmp_path: Path) -> None:
    begun(tmp_path / "p").save(0, OUTCOME)
    assert begun(tmp_path / "p", resume=True).load(0) == OUTCOME
    assert begun(tmp_path / "p").load(0) is None


def test_a_run_of_other_inputs_is_not_resumed(tmp_path: Path) -> None:
    begun(tmp_path / "p").save(0, OUTCOME)
    with pytest.raises(InputError, match="changed"):
        begun(tmp_path / "p", "b", resume=True)


def test_a_folder_of_the_users_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "thesis.doc").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="not a folder of unfinished work"):
        begun(tmp_path / "p")
    assert (tmp_path / "p" / "thesis.doc").exists()
