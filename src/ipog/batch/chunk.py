"""One chunk of a batch: some files or some rows of a table, read, evaluated and summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ipog.batch.abreast import alike_rows
from ipog.batch.alike_files import PLACES_A_FILE, alike_files
from ipog.batch.block import Results, merged, with_shared_words
from ipog.batch.drawing import Drawing, key_of
from ipog.batch.extras import Extras, Found, extend
from ipog.batch.flat import unit_row
from ipog.batch.rows import Head, in_table, read_plant, read_row
from ipog.batch.sources import Source
from ipog.batch.sums import totals_of
from ipog.batch.tables import Cell
from ipog.batch.totals import Key, Total, Totals
from ipog.diagnostics import InputError, Problem
from ipog.evaluate import Adjustment, evaluate
from ipog.evaluate.fleet import Member, yearly_draws
from ipog.evaluate.uncertainty import sample_stack
from ipog.files import load_documents, read_text
from ipog.files.cautions import cautions
from ipog.files.marks import Mark
from ipog.files.text import decode
from ipog.language import tr
from ipog.plant import Plant, Unit
from ipog.results import Evaluation, UnitResult

MOST_BLOCKS = 100
"""Lots up to which their results are kept as they are; more, as scenarios make, are put together."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all chunks have in common.

    Attributes
    ----------
    samples : draws behind the percentiles; 0 for central estimates alone
    seed : of the draws
    extras : what is asked for beyond the results of a row
    """

    samples: int
    seed: int
    extras: Extras | None = None

    @property
    def by_column(self) -> bool:
        """Whether rows of a table that are alike can be evaluated side by side."""
        return self.extras is None or self.extras.by_column

    @property
    def files_by_column(self) -> bool:
        """Whether plant files that are alike can be."""
        return self.by_column and not (self.extras is not None and self.extras.scenarios)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Part of the input that is worked on at once.

    Attributes
    ----------
    number : in the order of the input, from 0
    files : YAML files; empty for a part of a table
    table, head : name and head of a table
    rows : number and cells of its rows
    broken : why a table can't be read on from here
    repeated : for rows that repeat an id or the names of a row before, what is wrong
    """

    number: int
    files: tuple[Source, ...] = ()
    table: str = ""
    head: Head | None = None
    rows: Sequence[tuple[int, list[Cell]]] = ()
    repeated: dict[int, Problem] = field(default_factory=dict)
    broken: Problem | None = None

    @property
    def size(self) -> int:
        """Rows or files."""
        return len(self.files) or len(self.rows)


@dataclass(slots=True)
class Outcome:
    """What came of a chunk.

    Attributes
    ----------
    rows : of the results
    problems : of the errors table
    failed : table rows or plants that could not be evaluated
    totals : sums over the units
    """

    rows: Results = field(default_factory=Results)
    problems: list[dict[str, Any]] = field(default_factory=list)
    failed: int = 0
    totals: Totals = field(default_factory=Totals)


@dataclass(frozen=True, slots=True)
class _Read:
    """A plant that was read and evaluated, where its first unit stands, and its place among the results."""

    plant: Plant
    evaluation: Evaluation
    source: str
    first_row: int
    place: int
    own_id: str | None = None
    adjustments: Mapping[str, Adjustment] = field(default_factory=dict)


def work(chunk: Chunk, settings: Settings, *, by_column: bool = True) -> Outcome:
    """Read, evaluate and sum up a chunk.

    Parameters
    ----------
    chunk, settings : what to do
    by_column : whether rows of a table that are alike are evaluated side by side; it does not change what
        comes of them
    """
    outcome = Outcome()
    if chunk.broken is not None:
        _note([chunk.broken], outcome)
        outcome.failed += 1
        return outcome
    _note([_repeated(source) for source in chunk.files if source.repeats is not None], outcome)
    by_column = by_column and (settings.files_by_column if chunk.head is None else settings.by_column)
    if chunk.head is not None:
        rows_left = _by_column(chunk, settings, outcome) if by_column else range(len(chunk.rows))
        found = list(_table(chunk, rows_left, outcome))
    else:
        left = _side_by_side(chunk, settings, outcome) if by_column else dict(enumerate(chunk.files))
        found = list(_files(left, outcome))
    rows: list[dict[str, Any]] = []
    members: list[Member] = []
    units: list[Found] = []
    for each in found:
        for index, central in enumerate(each.evaluation.units):
            unit, where, identity = each.plant.units[index], f"units[{index}]", each.plant.plant
            own = each.adjustments.get(unit.name)
            result = _with_draws(central, unit, where, identity.country, settings, own)
            row = unit_row(each.evaluation, result, each.source, each.first_row + index)
            if each.own_id is not None:
                row = {**row, "id": each.own_id}
            if settings.samples:
                row |= {"uncertainty_samples": settings.samples, "uncertainty_seed": settings.seed}
            outcome.rows.single[each.place + index] = row
            rows.append(row)
            key = key_of(chunk.number, each.place + index)
            member = Member(unit, where, identity.name, identity.country, key, result.stack, adjustment=own)
            members.append(member)
            # Units of a plant file are told by their names; of its lines nothing is known here.
            line = None if chunk.head is None else each.first_row
            units.append(Found(each.plant, result, member, Total(1), each.source, line, row))
    draws = yearly_draws(members, settings.samples, settings.seed) if settings.samples else None
    for place, one in enumerate(units):
        masses, kg_year = one.result.balance_kg_year, one.result.stack.hg_kg_year
        if masses is not None and kg_year is not None:
            one.total = Total(1, 1, masses["coal"], kg_year, None if draws is None else draws[place])
    if settings.extras is not None:
        _note(list(extend(units, settings.extras, settings.samples, settings.seed)), outcome)
    for one in units:
        names = (one.plant.plant.name, one.member.unit.name, one.member.country or "")
        keys = [*_keys(one.plant, one.member, one.columns), *one.keys]
        outcome.totals.add_unit(keys, one.total, names)
    return outcome


def _by_column(chunk: Chunk, settings: Settings, outcome: Outcome) -> Sequence[int]:
    """Evaluate the rows of a table that can be read by column; the places of those that are left."""
    assert chunk.head is not None, "a chunk of a table has its head"
    extras = settings.extras or Extras()
    drawing = Drawing(settings.samples, settings.seed, chunk.number) if settings.samples else None
    alike = alike_rows(
        chunk.head,
        chunk.table,
        chunk.rows,
        set(chunk.repeated),
        drawing,
        extras.toolkit,
        extras.scenarios,
    )
    blocks = [each.block for each in alike]
    outcome.rows.blocks = with_shared_words(blocks if len(blocks) < MOST_BLOCKS else merged(blocks))
    outcome.totals.add(totals_of(alike))
    left = np.ones(len(chunk.rows), bool)
    for block in outcome.rows.blocks:
        left[block.places] = False
    places: list[int] = np.flatnonzero(left).tolist()
    return places


def _side_by_side(chunk: Chunk, settings: Settings, outcome: Outcome) -> dict[int, Source]:
    """Evaluate the files that can be read side by side; those that are left, by their places."""
    toolkit = None if settings.extras is None else settings.extras.toolkit
    alike = alike_files(chunk.files, settings.samples, settings.seed, chunk.number, toolkit)
    outcome.rows.blocks = alike.blocks
    outcome.totals.add(alike.totals)
    return {place: source for place, source in enumerate(chunk.files) if place not in alike.done}


def _with_draws(
    central: UnitResult,
    unit: Unit,
    where: str,
    country: str | None,
    settings: Settings,
    own: Adjustment | None,
) -> UnitResult:
    """The result with its percentiles, from the draws of a plant alone."""
    if settings.samples == 0:
        return central
    drawn = sample_stack(unit, country, where, central.stack, settings.samples, settings.seed, adjustment=own)
    return replace(
        central,
        percentiles=drawn.percentiles(),
        targets=tuple(drawn.probability_met(target) for target in central.targets),
    )


def _keys(plant: Plant, member: Member, row: dict[str, Any]) -> list[Key]:
    train = " + ".join(device.type for device in member.unit.apcs) or "none"
    return [
        ("all", "all"),
        ("country", member.country or "not given"),
        ("owner", plant.plant.owner or "not given"),
        ("coal", str(row["coal_name"])),
        ("technology", train),
    ]


# --- reading --------------------------------------------------------------------------------------


def _table(chunk: Chunk, places: Iterable[int], outcome: Outcome) -> Iterator[_Read]:
    head, name = chunk.head, chunk.table
    assert head is not None, "a chunk of a table has its head"
    for place in places:
        number, cells = chunk.rows[place]
        row = read_row(head, cells, name, number)
        if row.data is None:
            continue
        repeated = chunk.repeated.get(number)
        plant, problems = read_plant(row, head, name, number)
        if repeated is not None:
            problems.append(repeated)
            plant = None if repeated.level == "error" else plant
        evaluation = None
        if plant is not None:
            remarks = [item for item in cautions(plant, row.data, Mark(number, 1), name) if _worth(item)]
            problems += [in_table(item, head) for item in remarks]
            try:
                evaluation = evaluate(plant)
            except InputError as error:
                located = [replace(item, file=name, line=number) for item in error.problems]
                problems += [in_table(item, head) for item in located]
        _note(problems, outcome)
        if plant is None or evaluation is None:
            outcome.failed += 1
        else:
            yield _Read(plant, evaluation, name, number, place, row.own_id)


def _files(files: Mapping[int, Source], outcome: Outcome) -> Iterator[_Read]:
    for place, source in files.items():
        row = 1
        try:
            data = source.data
            text = (read_text(source.path) if data is None else decode(data, source.name)).text
            documents = 0
            for plant, problems, document in load_documents(text, source.name):
                documents += 1
                evaluation = None
                own: Mapping[str, Adjustment] = {}
                if plant is not None:
                    try:
                        evaluation, own, remarks = _evaluated(source, text, plant)
                        problems.extend(remarks)
                    except InputError as error:
                        problems.extend(document.locate_all(error).problems)
                _note([item for item in problems if _worth(item)], outcome)
                if plant is None or evaluation is None:
                    outcome.failed += 1
                else:
                    first = place * PLACES_A_FILE + row - 1
                    yield _Read(plant, evaluation, source.name, row, first, adjustments=own)
                    row += len(plant.units)
            if documents == 0:
                raise InputError(
                    [Problem("not-a-plant", f"{source.name} is empty", file=source.name, allowed="a plant")]
                )
        except InputError as error:
            _note([replace(item, file=source.name) for item in error.problems], outcome)
            outcome.failed += 1


def _repeated(source: Source) -> Problem:
    message = tr("{file} holds the same; both count in the totals", file=source.repeats)
    return Problem("duplicate-file", message, "warning", source.name, allowed=tr("each plant once"))


def _evaluated(
    source: Source, text: str, plant: Plant
) -> tuple[Evaluation, Mapping[str, Adjustment], list[Problem]]:
    """A plant's results, what its stack tests say of its units, and remarks on these."""
    if source.tests is None:
        return evaluate(plant), {}, []
    # Stack tests are a room of their own, which most files do without.
    from ipog.batch.own_tests import evaluated_with_tests

    return evaluated_with_tests(source, text, plant)


def _worth(problem: Problem) -> bool:
    """Whether a remark belongs in the errors table: the train's order is told with the result."""
    return problem.level != "note" and problem.id != "unusual-order"


def _note(problems: Sequence[Problem], outcome: Outcome) -> None:
    outcome.problems += [problem_row(problem) for problem in problems]


def problem_row(problem: Problem) -> dict[str, Any]:
    """A problem as a row of the errors table."""
    return {
        "source": problem.file,
        "line": problem.line,
        "column": problem.column,
        "field": problem.path or None,
        "level": problem.level,
        "message": problem.message,
        "value": problem.given,
        "allowed": problem.allowed,
        "nearest": problem.nearest,
        "id": problem.id,
    }
