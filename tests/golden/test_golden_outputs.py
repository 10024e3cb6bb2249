"""What ``ipog run`` prints for examples, word for word and to the ninth digit.

A change of a figure or a word shows here as a diff. Where it is wanted, ``pytest --update-golden`` writes
the files anew. Processors differ in the last bits of a logarithm, so figures are compared as numbers.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipog.cli.main import main

EXAMPLES = ("cn-guo-2007", "us-cheng-2009", "za-duvha")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
ENDINGS = {"table": "txt", "json": "json", "yaml": "yaml", "csv": "csv"}


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize("example_id", EXAMPLES)
def test_output_is_as_before(
    example_id: str, form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    golden = Path(__file__).parent / f"{example_id}.{ENDINGS[form]}"
    written = tmp_path / "out"
    assert main(["run", f"example:{example_id}", "--format", form, "-o", str(written)]) == 0
    if request.config.getoption("--update-golden"):
        golden.write_bytes(written.read_bytes())
        return
    assert golden.exists(), f"{golden.name} is missing; pytest --update-golden writes it"
    now, before = written.read_bytes().decode(), golden.read_bytes().decode()
    assert NUMBER.sub("#", now) == NUMBER.sub("#", before)
    numbers = zip(NUMBER.findall(now), NUMBER.findall(before), strict=True)
    assert [(new, old) for new, old in numbers if float(new) != pytest.approx(float(old), rel=1e-9)] == []


def test_golden_files_have_line_feeds_and_no_strangers() -> None:
    files = [path for path in Path(__file__).parent.iterdir() if path.suffix[1:] in ENDINGS.values()]
    expected = {f"{name}.{ending}" for name in EXAMPLES for ending in ENDINGS.values()}
    assert {path.name for path in files} == expected
    assert not any(b"\r" in path.read_bytes() for path in files)
