"""A report from a plant and its evaluation."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from ipog.diagnostics import InputError, Problem
from ipog.language import current, mark, tr
from ipog.plant import Plant
from ipog.report.document import Block, Report, Section, Verbatim, bullets, table, words
from ipog.report.rules_part import Chances, rules_for
from ipog.report.safe import name
from ipog.report.unit_part import range_words, unit_sections
from ipog.results import Evaluation, UnitResult, unit_sources
from ipog.shown import UNKNOWN, figure, percent
from ipog.sources import bibliography

if TYPE_CHECKING:
    from ipog.advice import Advice

_ACCESS = {
    "read": mark("read"),
    "secondary": mark("read in a work that quotes it"),
    "recalled": mark("recalled from memory"),
}


def build(
    plant: Plant,
    evaluation: Evaluation,
    text: str,
    day: date,
    advice: Advice | None = None,
    chances: Sequence[Chances] = (),
) -> Report:
    """The report of a plant.

    Parameters
    ----------
    plant : as it was read
    evaluation : its results
    text : of the plant file, for the appendix
    day : shown as the day of the report
    advice : what to do with each unit; left out if None
    chances : of keeping the rules, a mapping a unit; left out if empty
    """
    country = f" ({evaluation.country})" if evaluation.country else ""
    sections = [Section(tr("At a glance"), 2, (_overview(evaluation),))]
    keys: dict[str, None] = {}
    for index, unit in enumerate(evaluation.units):
        rules = rules_for(plant, unit, index, day)
        sections += unit_sections(plant, unit, index, rules, chances[index] if chances else {})
        keys |= dict.fromkeys((*unit_sources(unit), *(rule.found.limit.source for rule in rules)))
        if advice is not None:
            # Loaded here, so that a report without advice need not load what finds it.
            from ipog.report.advice_part import advice_sections, advice_sources

            sections += advice_sections(advice, index)
            keys |= dict.fromkeys(advice_sources(advice, index))
    sections += closing_sections(evaluation, tuple(keys), [("plant", text)])
    return Report(
        title=tr("Mercury of {plant}", plant=f"{name(evaluation.plant)}{country}"),
        date=day.isoformat(),
        provenance=provenance(evaluation),
        language=current(),
        sections=tuple(sections),
    )


def provenance(evaluation: Evaluation) -> str:
    """Program, version and parameters behind an evaluation."""
    return tr(
        "ipog {version}, parameters {parameters}",
        version=evaluation.ipog,
        parameters=evaluation.parameters,
    )


def closing_sections(
    evaluation: Evaluation, keys: Sequence[str], texts: Sequence[tuple[str, str]]
) -> list[Section]:
    """How it was worked out, from what sources, by which version, and the plant files themselves.

    Parameters
    ----------
    evaluation : whose version is told
    keys : of the sources
    texts : label and text of each plant file
    """
    return [
        Section(tr("Method"), 2, method_blocks()),
        Section(tr("Sources"), 2, (bullets(source_line(key) for key in keys),)),
        Section(tr("Version"), 2, (words(_version(evaluation)),)),
        Section(
            tr("The plant file") if len(texts) == 1 else tr("The plant files"), 2, tuple(_appendix(texts))
        ),
    ]


def report_day(environment: Mapping[str, str] = os.environ) -> date:
    """The day of ``SOURCE_DATE_EPOCH`` where that is set, else today.

    Raises
    ------
    ipog.diagnostics.InputError
        if the variable holds no seconds since 1970
    """
    given = environment.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError(
            [
                Problem(
                    "wrong-environment",
                    tr("SOURCE_DATE_EPOCH is {given}, which is no time", given=repr(given)),
                    given=given,
                    allowed=tr("seconds since 1970-01-01, such as 1767225600"),
                )
            ]
        ) from None


def _overview(evaluation: Evaluation) -> Block:
    head = (
        tr("unit"),
        tr("stack, ug/Nm3"),
        tr("P10 to P90"),
        tr("stack, kg/year"),
        tr("removed, %"),
        tr("targets met"),
    )
    rows = [_overview_row(unit) for unit in evaluation.units]
    return table(tr("Mercury of each unit"), head, rows, "<>>>>>")


def _overview_row(unit: UnitResult) -> list[str]:
    met = sum(target.met is True for target in unit.targets)
    return [
        name(unit.name),
        figure(unit.stack.hg_ug_nm3),
        range_words(unit, "hg_ug_nm3"),
        figure(unit.stack.hg_kg_year),
        percent(unit.stack.removal_fraction),
        tr("{count} of {all}", count=met, all=len(unit.targets)) if unit.targets else UNKNOWN,
    ]


def method_blocks() -> tuple[Block, ...]:
    """How ipog works it out, on one page."""
    return tuple(words(tr(part)) for part in method_text())


def method_text() -> list[str]:
    """The paragraphs of that page, in English."""
    text = files("ipog.report").joinpath("method.txt").read_text(encoding="utf-8")
    return text.strip().split("\n\n")


def source_line(key: str) -> str:
    source = bibliography().get(key)
    if source is None:
        return tr("{source} (cited in the plant file)", source=key)
    url = f" {source.url}" if source.url else ""
    return f"{key}: {source.citation}{url} ({tr(_ACCESS[source.access])})"


def _version(evaluation: Evaluation) -> str:
    return tr(
        "Made by ipog {version} with the parameter set {parameters}. The same version "
        "gives the same figures for what is printed below.",
        version=evaluation.ipog,
        parameters=evaluation.parameters,
    )


def _appendix(texts: Sequence[tuple[str, str]]) -> Iterator[Block]:
    if len(texts) == 1:
        yield words(
            tr(
                "Save these lines as plant.yaml and run: {command}",
                command="ipog report plant.yaml -o report.html",
            )
        )
        yield Verbatim(texts[0][1])
        return
    yield words(
        tr(
            "Save each as a file of its name and run: {command}",
            command="ipog report A.yaml B.yaml ... -o report.html",
        )
    )
    for label, text in texts:
        yield words(f"{label}:")
        yield Verbatim(text)
