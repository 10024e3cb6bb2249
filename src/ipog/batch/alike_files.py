"""The units of many plant files, evaluated side by side like the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ipog.batch.abreast import alike_rows
from ipog.batch.alike import Alike
from ipog.batch.block import Block, Places, Values, Words, values_of
from ipog.batch.drawing import Drawing
from ipog.batch.shapes import WHERE
from ipog.batch.sources import Source
from ipog.batch.sums import totals_of
from ipog.batch.toolkit import Factors
from ipog.batch.totals import Totals
from ipog.batch.yaml_columns import Cells, PlantRows
from ipog.diagnostics import InputError
from ipog.files.forms import LONGEST
from ipog.files.text import decode

PLACES_A_FILE = 1 << 24
"""Places that a file has among the rows of a chunk: more than it can hold units."""

_AT_UNIT = re.compile(rf"(?:^|(?<=; )){re.escape(WHERE)}(?=\.)")
"""Where an assumption of a unit begins."""


@dataclass(frozen=True, slots=True)
class AlikeFiles:
    """What came of the files that could be read side by side.

    Attributes
    ----------
    blocks : results of their units
    totals : sums over them
    done : places of these files
    """

    blocks: list[Block]
    totals: Totals
    done: frozenset[int]


@cache
def _reader() -> PlantRows:
    return PlantRows()


def alike_files(
    files: Sequence[Source], samples: int, seed: int, chunk: int, toolkit: Factors | None = None
) -> AlikeFiles:
    """Evaluate the files that can be read by their form, and whose units are all as usual.

    What comes of a file is, to the last digit, what comes of it alone; any other file is left aside. With
    samples, files of several units are: each unit of a plant has its own draws.

    Parameters
    ----------
    files : of the chunk
    samples, seed : of the draws; 0 samples for central estimates alone
    chunk : its number
    toolkit : factors of the estimate that stands beside ours; None if it is not wanted
    """
    reader = _reader()
    rows: list[tuple[int, Cells]] = []
    file_of: list[int] = []
    unit_of: list[int] = []
    for place, source in enumerate(files):
        text = None if source.tests is not None else _text(source)
        units = None if text is None else reader.read(text)
        if units is None or (samples and len(units) > 1):
            continue
        for number, cells in enumerate(units):
            rows.append((len(rows), cells))
            file_of.append(place)
            unit_of.append(number)
    files_of, units_of = np.array(file_of, np.intp), np.array(unit_of, np.intp)
    places = files_of * PLACES_A_FILE + units_of
    drawing = Drawing(samples, seed, chunk, places) if samples else None
    alike = _whole_files(reader, rows, files_of, drawing, toolkit)
    blocks = [_as_of_files(each.block, files, files_of, units_of) for each in alike]
    done = frozenset(int(place) // PLACES_A_FILE for block in blocks for place in block.places)
    return AlikeFiles(blocks, totals_of(alike), done)


def _text(source: Source) -> str | None:
    """The text of a file; None if there is none, or much of it."""
    try:
        data = source.path.read_bytes() if source.data is None else source.data
        return decode(data, source.name).text if len(data) <= LONGEST else None
    except (OSError, InputError):
        return None


def _whole_files(
    reader: PlantRows,
    rows: list[tuple[int, Cells]],
    files_of: Places,
    drawing: Drawing | None,
    toolkit: Factors | None,
) -> list[Alike]:
    """Rows that were evaluated; where one of a file's rows can't be, none of them is."""
    left = np.zeros(len(rows), bool)
    while rows:
        alike = alike_rows(reader.head, "", rows, set(np.flatnonzero(left).tolist()), drawing, toolkit)
        done = np.zeros(len(rows), bool)
        for each in alike:
            done[each.block.places] = True
        torn = np.isin(files_of, files_of[~done])
        if not (torn & done).any():
            return alike
        left |= torn
    return []


def _as_of_files(block: Block, files: Sequence[Source], files_of: Places, units_of: Places) -> Block:
    """Results of rows as those of the files that they were read from."""
    file, unit = files_of[block.places], units_of[block.places]
    columns: dict[str, Values] = dict(block.columns)
    columns["source"] = [files[place].name for place in file.tolist()]
    columns["row"] = (unit + 1).astype(np.int64)
    if unit.any():
        columns["assumptions"] = _at_their_units(columns["assumptions"], unit)
    return Block(file * PLACES_A_FILE + unit, columns)


def _at_their_units(values: Values, unit: Places) -> Words:
    """Assumptions with the path of the unit that they are made of."""
    texts = values_of(values, len(unit))
    known: dict[tuple[str | None, int], int] = {}
    places = [known.setdefault(key, len(known)) for key in zip(texts, unit.tolist(), strict=True)]
    words = [None if text is None else _AT_UNIT.sub(f"units[{number}]", text) for text, number in known]
    return Words(words, np.array(places, np.intp))
