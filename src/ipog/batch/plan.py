"""The input cut into chunks: the same chunks whatever the number of workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ipog.batch.chunk import Chunk, Settings
from ipog.batch.grid import Grid
from ipog.batch.heads import head_of
from ipog.batch.seen import Seen
from ipog.batch.sources import Source
from ipog.batch.tables import open_table
from ipog.diagnostics import InputError, Problem
from ipog.language import tr

ROWS_A_CHUNK = 50
ROWS_BY_COLUMN = 20_000
"""Rows a chunk where they are evaluated side by side: many, since what they share is done once a chunk."""
ROWS_WITH_SCENARIOS = 5000
"""Rows a chunk with scenarios, of which more are told of by themselves."""
MOST_WITH_SAMPLES = 1000
VALUES_A_CHUNK = 1_000_000
"""Rows times samples of a chunk where samples are drawn: a second or two of work."""
FILES_BY_COLUMN = 5000
FIRST_FILES = 500
"""Files of the first chunk where they are evaluated side by side: they show how fast the run goes."""
BYTES_A_CHUNK = 8_000_000
"""Bytes of files behind which a chunk ends."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much makes a chunk.

    Attributes
    ----------
    rows : of a table
    files, first_files : plant files, and those of the first chunk
    """

    rows: int
    files: int
    first_files: int


def sizes_for(settings: Settings) -> Sizes:
    """How much makes a chunk of a run."""
    rows = ROWS_A_CHUNK
    if settings.by_column:
        rows = (
            ROWS_WITH_SCENARIOS
            if settings.extras is not None and settings.extras.scenarios
            else ROWS_BY_COLUMN
        )
        if settings.samples:
            rows = min(MOST_WITH_SAMPLES, max(ROWS_A_CHUNK, VALUES_A_CHUNK // settings.samples))
    if settings.samples or not settings.files_by_column:
        files = rows if settings.files_by_column else ROWS_A_CHUNK
        return Sizes(rows, files, files)
    return Sizes(rows, FILES_BY_COLUMN, FIRST_FILES)


def plan(sources: Sequence[Source], sheet: str | None, sizes: Sizes) -> Iterator[Chunk]:
    """The chunks of the input, in order.

    Parameters
    ----------
    sources : files
    sheet : of the workbooks
    sizes : of the chunks

    Raises
    ------
    ipog.diagnostics.InputError
        if a table has no head that can be read
    """
    number = 0
    files: list[Source] = []
    held = 0
    seen = Seen()
    for source in sources:
        if source.form == "yaml":
            files.append(source)
            held += _bytes_in(source)
            most = sizes.files if number else sizes.first_files
            if len(files) < most and held < BYTES_A_CHUNK:
                continue
        if files:
            yield Chunk(number, files=tuple(files))
            number += 1
            files, held = [], 0
        if source.form != "yaml":
            for chunk in _table_chunks(source, sheet, number, seen, sizes.rows):
                yield chunk
                number += 1
    if files:
        yield Chunk(number, files=tuple(files))


def _bytes_in(source: Source) -> int:
    if source.data is not None:
        return len(source.data)
    try:
        return source.path.stat().st_size
    except OSError:
        # Whoever reads it tells why it can't be read.
        return 0


def check_heads(sources: Sequence[Source], sheet: str | None = None) -> None:
    """Raise InputError for tables whose head can't be read, all at once and before any work is done."""
    problems: list[Problem] = []
    for source in sources:
        if source.form == "yaml":
            continue
        try:
            head_of(open_table(source, sheet))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)


def _table_chunks(source: Source, sheet: str | None, number: int, seen: Seen, size: int) -> Iterator[Chunk]:
    table = open_table(source, sheet)
    head = head_of(table)
    first = number
    broken: Problem | None = None
    while broken is None:
        rows = Grid()
        try:
            rows.take(islice(table.rows, size))
        except InputError as error:
            broken = error.problems[0]
        if rows:
            repeated = seen.repeated(head, table.name, rows)
            yield Chunk(number, table=table.name, head=head, rows=rows, repeated=repeated)
            number += 1
        elif broken is None:
            break
    if broken is not None:
        # What follows in this table can't be read; the other files can.
        yield Chunk(number, broken=broken)
        return
    if number == first:
        message = tr("{file} has a head but no rows", file=table.name)
        problem = Problem("empty-table", message, file=table.name, allowed=tr("one unit a row"))
        yield Chunk(number, broken=problem)


def size_of(sources: Sequence[Source]) -> int:
    """About how many rows and files there are, to tell how far a run is."""
    total = 0
    for source in sources:
        if source.form == "csv":
            with source.path.open("rb") as file:
                total += max(
                    0, sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
                )
        elif source.form == "yaml":
            total += 1
        else:
            return 0
    return total
