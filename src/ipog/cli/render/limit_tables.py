"""Emission limits for a person, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ipog.cli.render.grid import paragraph, table
from ipog.cli.render.record import citation
from ipog.language import tr
from ipog.limits import Applicable, Limit, in_result_unit
from ipog.shown import short


def limit_data(limit: Limit) -> dict[str, Any]:
    """A limit as plain data, with its value in the unit of results."""
    data = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(limit).items()
    }
    converted = in_result_unit(limit)
    value, unit, arithmetic = (None, None, None) if converted is None else converted
    return data | {"result_value": value, "result_unit": unit, "arithmetic": arithmetic}


def applicable_data(item: Applicable) -> dict[str, Any]:
    """A limit that binds a unit, as plain data."""
    return {"certain": item.certain, "reasons": list(item.reasons), **limit_data(item.limit)}


def _value(limit: Limit) -> str:
    if limit.value is None:
        return tr("a duty") if limit.kind == "duty" else tr("no value")
    return f"{short(limit.value)} {tr(limit.unit or '')}"


def _as_result(limit: Limit) -> str:
    converted = in_result_unit(limit)
    return "" if converted is None else f"{short(converted[0])} {tr(converted[1])}"


def list_table(limits: Sequence[Limit]) -> str:
    """Limits, one a line, each with what it binds below it."""
    rows = [[limit.id, _value(limit), tr(limit.standing)] for limit in limits]
    lines = table(rows, [[tr("id"), tr("limit"), tr("known")]], "<>", indent=0)
    return "\n".join([*lines[:1], *_with_words(lines[1:], limits)])


def _with_words(lines: Sequence[str], limits: Sequence[Limit]) -> Iterator[str]:
    for line, limit in zip(lines, limits, strict=True):
        yield line
        compared = _as_result(limit)
        words = tr(limit.applies_to)
        if compared not in ("", _value(limit)):
            words = tr("{what}; compared as {value}", what=words, value=compared)
        yield from paragraph(words)


def applicable_table(items: Sequence[Applicable]) -> str:
    """Limits that bind a unit, with the reasons."""
    lines: list[str] = []
    for item in items:
        limit = item.limit
        lines += [*([""] if lines else []), f"{limit.id}: {_value(limit)}"]
        lines += paragraph(limit.label)
        lines += paragraph(_binds(item))
    return "\n".join(lines or [tr("no limit binds such a unit")])


def _binds(item: Applicable) -> str:
    if not item.reasons:
        return tr("binds") if item.certain else tr("may bind")
    reasons = "; ".join(item.reasons)
    if item.certain:
        return tr("binds: {reasons}", reasons=reasons)
    return tr("may bind: {reasons}", reasons=reasons)


def show_table(limit: Limit) -> str:
    """One limit."""
    lines = [
        limit.id,
        *paragraph(f"{limit.jurisdiction}, {tr(limit.instrument)}"),
        *paragraph(tr(limit.applies_to)),
    ]
    facts = [
        (tr("limit"), _value(limit)),
        (tr("mean over"), limit.averaging and tr(limit.averaging)),
        (tr("only if"), limit.only_if and tr(limit.only_if)),
        (tr("in force from"), limit.in_force_from and limit.in_force_from.isoformat()),
        (tr("until"), limit.in_force_until and limit.in_force_until.isoformat()),
        (tr("known"), tr(limit.standing)),
    ]
    lines += ["", *table([[name, str(value)] for name, value in facts if value])]
    converted = in_result_unit(limit)
    if converted is not None:
        lines += paragraph(tr("as results are compared: {arithmetic}", arithmetic=converted[2]))
    if limit.note:
        lines += ["", *paragraph(tr(limit.note))]
    lines += ["", *paragraph(f"{limit.source}: {citation(limit.source)['citation']}")]
    return "\n".join(lines)
