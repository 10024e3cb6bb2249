"""Whatever a table holds, a batch answers with a plant or with problems, never with a traceback."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipog.batch.chunk import Settings, work
from ipog.batch.columns import columns
from ipog.batch.plan import plan
from ipog.batch.rows import read_head, read_plant, read_row
from ipog.batch.sources import find_sources
from ipog.batch.tables import Cell, Gap
from ipog.diagnostics import InputError

NAMES = sorted(name.replace("#", number) for name in columns() for number in ("1", "2"))
PARTS = st.sampled_from(
    ["600 MW", "0,25 mg/kg", "bituminous", "wall", "esp_cold_side + wet_fgd", "za-highveld", "ZA", "2 ug/Nm3"]
)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    PARTS,
    st.text(),
    st.text("0123456789.,+-eE %[]", max_size=30),
    st.text("9", min_size=4000, max_size=6000),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(min_value=date(1000, 1, 1)),
    st.just(Gap.UNCOMPUTED),
)


@given(
    st.dictionaries(st.sampled_from(NAMES), CELLS, min_size=1, max_size=12),
    st.sampled_from(["", " [MW]", " [mg/kg]", " (%)", " [degF]"]),
    st.booleans(),
)
def test_any_row_gives_a_plant_or_problems(cells: dict[str, Cell], unit: str, decimal_comma: bool) -> None:
    try:
        head = read_head([name + unit for name in cells], "t", decimal_comma=decimal_comma)
    except InputError:
        head = (
            read_head(list(dict.fromkeys(cells)), "t", decimal_comma=decimal_comma)
            if distinct(cells)
            else None
        )
    if head is None:
        return
    row = read_row(head, list(cells.values()), "t", 2)
    if row.data is None:
        return
    plant, problems = read_plant(row, head, "t", 2)
    assert (plant is None) == bool(problems)
    for problem in problems:
        assert problem.line == 2
        assert "\n" not in problem.message


def distinct(cells: dict[str, Cell]) -> bool:
    """Whether no two names are spellings of one column."""
    found = columns()
    read_as = [found[name].same_as or name if name in found else name for name in cells]
    aliases = ("sulphur", "gcv", "gross", "ncv", "net")
    return len(set(read_as)) == len(read_as) and not any(name.endswith(aliases) for name in cells)


@given(st.lists(st.text(), min_size=1))
def test_any_head_is_read_or_refused(cells: list[str]) -> None:
    with suppress(InputError):
        assert read_head(cells, "t").width == len(cells)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(),
        st.text().map(lambda text: f"plant,coal_1,boiler_type\n{text}".encode("utf-8", "surrogatepass")),
        st.text(';,"\n\tab1').map(lambda text: f"plant;coal_1;boiler_type\n{text}".encode()),
    )
)
def test_any_bytes_as_csv_give_rows_or_problems(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    try:
        outcomes = [work(chunk, Settings(0, 1)) for chunk in plan(find_sources([str(path)]))]
    except InputError:
        return
    for outcome in outcomes:
        assert bool(outcome.failed) == any(row["level"] == "error" for row in outcome.problems)
