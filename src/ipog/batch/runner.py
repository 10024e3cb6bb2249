"""A batch from its inputs to its outputs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

import ipog
from ipog.batch import outputs
from ipog.batch.chunk import Settings, problem_row, work
from ipog.batch.cluster import finish_on_cluster
from ipog.batch.extras import Extras
from ipog.batch.flat import FIRST
from ipog.batch.outputs import Columns
from ipog.batch.parts import Earlier, Parts
from ipog.batch.plan import check_heads, plan, size_of, sizes_for
from ipog.batch.pool import finish
from ipog.batch.sources import find_sources, read_in
from ipog.batch.totals import Totals
from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.evaluate import DEFAULT_SEED
from ipog.language import SOURCE, current, for_data, plural, tr
from ipog.model import shipped

ERROR_COLUMNS = tuple(problem_row(Problem("", "")))
SUMMARY_COLUMNS = ("group", "name", "units", "units_of_known_size", "hg_kg_year", "share_of_all_fraction")
MOST_IN_SHEET = 10_000
"""Rows of the errors table that go into a workbook; its file holds them all."""

Item = TypeVar("Item")
Progress = Callable[[int, int, int], None]
"""Told after each chunk: rows done, rows in all (0 if unknown), rows that failed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a batch.

    Attributes
    ----------
    units : units evaluated
    failed : table rows and plants that could not be evaluated
    warnings : remarks in the errors table
    summary : rows of the summary
    written : files that were written
    tested : plant files beside which stack tests are kept that were not left aside
    """

    units: int
    failed: int
    warnings: int
    summary: list[dict[str, Any]]
    written: list[Path]
    tested: int = 0


def run(
    inputs: Sequence[str],
    output_names: Sequence[str],
    *,
    samples: int = 0,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    sheet: str | None = None,
    resume: bool = False,
    cluster: str | None = None,
    extras: Extras | None = None,
    strict: bool = False,
    calibration: bool = True,
    tell: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Evaluate many units.

    Parameters
    ----------
    inputs : files, folders and patterns
    output_names : where the results go; the format follows from the ending
    samples, seed : draws behind percentiles; 0 samples for central estimates alone
    workers : processes; as many as there are cores if None
    sheet : of the workbooks
    cluster : address of a Dask scheduler, or ``local:N``; processes of this machine if None
    extras : scenarios, the Toolkit's estimate and advice, if they are wanted
    resume : go on with an interrupted run of the same inputs and settings
    strict : stop at the first row or plant that can't be evaluated
    calibration : whether stack tests kept beside plant files count
    tell : told in sentences of an unfinished run that is thrown away
    progress : told how far the run is

    Raises
    ------
    ipog.diagnostics.InputError
        if the inputs can't be read at all, the outputs can't be written, or under ``strict``
    """
    sources = find_sources(inputs)
    if not calibration:
        sources = [source.without_tests() for source in sources]
    for name in output_names:
        # No output has the ending of a plant file.
        outputs.check_output(name, [source.path for source in sources if source.form != "yaml"])
    if sheet is not None and all(source.form != "workbook" for source in sources):
        message = tr("there is no sheet {sheet} to read: no input is a workbook", sheet=repr(sheet))
        raise InputError([Problem("no-workbook", message, allowed=tr("an .xlsx file, or no --sheet"))])
    settings = Settings(samples, seed, extras)
    parts = Parts(_folder(output_names[0]))
    sizes = sizes_for(settings)
    about = f"{ipog.__version__} {shipped().label} {settings} {sheet} {sizes}"
    size = size_of(sources) if progress is not None else 0
    check_heads(sources, sheet)
    sources, fingerprint = read_in(sources, about)
    chunks = _for_data(plan(sources, sheet, sizes))
    first = list(islice(chunks, 2))
    if len(first) == 1 and first[0].broken is not None:
        # Planned again in the language of the person who is told.
        raise InputError([each.broken for each in plan(sources, sheet, sizes) if each.broken is not None])
    chosen = workers or os.cpu_count() or 1
    count = done = failed = 0
    try:
        earlier = parts.begin(fingerprint, resume=resume)
        if earlier is not None and earlier.parts and tell is not None:
            for sentence in _thrown_away(parts.folder, earlier):
                tell(sentence)
        everything = chain(first, chunks)
        finished = (
            finish(everything, settings, parts.folder, chosen)
            if cluster is None
            else finish_on_cluster(everything, settings, parts, cluster)
        )
        # Closed at once, so that no process works on after a fault.
        with closing(finished):
            for chunk, wrong, problems in _for_data(finished):
                count, done, failed = count + 1, done + chunk.size, failed + wrong
                if strict and wrong:
                    # Found once more in the language of the person who is told.
                    told = problems if current() == SOURCE else work(chunk, settings).problems
                    raise InputError(_errors(told))
                if progress is not None:
                    progress(done, size, failed)
    except InputError:
        parts.remove_if_empty()
        raise
    except BrokenExecutor:
        message = tr("a process of the run was ended from outside, perhaps for want of memory")
        allowed = tr("the same command with --resume, or fewer --workers")
        raise InputError([Problem("worker-lost", message, allowed=allowed)]) from None
    except OSError as error:
        message = tr(
            "unfinished work can't be kept in {folder}: {reason}",
            folder=parts.folder,
            reason=why_unwritable(error, parts.folder),
        )
        raise InputError([Problem("unwritable-file", message, file=str(parts.folder))]) from None
    report = _write(parts, count, output_names)
    parts.remove()
    return replace(report, tested=sum(source.tests is not None for source in sources))


def _for_data(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each made in English: the tables of a batch are the same for every reader."""
    iterator = iter(items)
    while True:
        with for_data():
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item


def _thrown_away(folder: Path, earlier: Earlier) -> Iterator[str]:
    yield plural(
        "{count} finished part of an interrupted run is thrown away: that in {folder}",
        "{count} finished parts of an interrupted run are thrown away: those in {folder}",
        earlier.parts,
        folder=folder,
    )
    if earlier.same:
        yield tr("the same command with --resume would have gone on with that run")
    else:
        yield tr("that run had another input or another setting, so it could not go on")


def _folder(name: str) -> Path:
    path = Path(name)
    return path.with_name(f"{path.name}.unfinished")


def _errors(problems: Sequence[Mapping[str, Any]]) -> list[Problem]:
    return [
        Problem(
            id=row["id"],
            message=row["message"],
            level=row["level"],
            file=row["source"],
            line=row["line"],
            column=row["column"],
            path=row["field"] or "",
            given=row["value"],
            allowed=row["allowed"],
            nearest=row["nearest"],
        )
        for row in problems
    ]


def _write(parts: Parts, count: int, output_names: Sequence[str]) -> Report:
    """All outputs from the finished chunks, whose rows are read once an output."""
    columns, totals, problems = Columns(FIRST), Totals(), Columns(ERROR_COLUMNS)
    units = failed = warnings = errors = 0
    for brief in parts.briefs(count):
        columns.see_layouts(brief.layouts)
        totals.add(brief.totals)
        units, failed = units + brief.units, failed + brief.failed
        levels = [row["level"] for row in brief.problems]
        warnings, errors = warnings + levels.count("warning"), errors + len(levels)
    summary, in_summary = totals.rows(), Columns(SUMMARY_COLUMNS)
    for line in summary:
        in_summary.see(line)

    def faults() -> Iterator[Mapping[str, Any]]:
        for brief in parts.briefs(count):
            yield from brief.problems

    written: dict[Path, None] = {}
    in_sheet = list(islice(faults(), MOST_IN_SHEET)) if errors else []
    for name in output_names:
        outputs.write(name, lambda: parts.rows(count), columns, {"summary": summary, "errors": in_sheet})
        written[Path(name)] = None
        beside = outputs.stem(name)
        for ending, table in (("summary", lambda: iter(summary)), ("errors", faults)):
            path = beside.with_name(f"{beside.name}.{ending}.csv")
            if ending == "errors" and not errors:
                # Those of an earlier run speak of other results.
                path.unlink(missing_ok=True)
                continue
            outputs.write_table(path, table, problems if ending == "errors" else in_summary)
            written[path] = None
    return Report(units, failed, warnings, summary, list(written))
