"""Overlays: ``units[0].boiler.unburned_carbon=6 %`` on the data of a plant file."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

from ipog.diagnostics import InputError, Problem
from ipog.files.marks import Step, join_path, split_path
from ipog.files.yaml_read import load_all
from ipog.language import mark, tr

_OVERLAY = re.compile(r"\s*(?P<path>[\w.\[\]]+?)\s*(?P<sign>\+?=)\s*(?P<value>.*)", re.DOTALL)


def overlaid(data: Any, overlays: Sequence[str]) -> Any:
    """A copy of the data with overlays on it, one after the other.

    ``PATH=VALUE`` sets, and ``PATH=`` removes; ``PATH+=VALUE`` adds to the end of a list. The value is
    YAML, as in the file. A path that the file lacks is made, one entry beyond a list's end at most.

    Parameters
    ----------
    data : the data of a plant file
    overlays : what to change

    Raises
    ------
    ipog.diagnostics.InputError
        if an overlay is none, or its path does not fit the data
    """
    changed = copy.deepcopy(data)
    for overlay in overlays:
        match = _OVERLAY.fullmatch(overlay)
        if match is None or not split_path(match["path"]):
            allowed = tr("units[0].boiler.unburned_carbon='6 %', or units[0].apcs+=...")
            raise _fault(overlay, mark("{overlay!r} is no overlay"), allowed)
        steps = split_path(match["path"])
        parent = _parent(changed, steps, overlay)
        if match["sign"] == "+=":
            _append(parent, steps, _value(match["value"], overlay), overlay)
        elif match["value"].strip():
            _set(parent, steps, _value(match["value"], overlay), overlay)
        else:
            _remove(parent, steps, overlay)
    return changed


def _value(text: str, overlay: str) -> Any:
    try:
        loaded = list(load_all(text, "--set"))
    except InputError as error:
        reason = error.problems[0].message
        message = mark("{overlay!r} can't be read: {reason}")
        raise _fault(overlay, message, tr("a value as in a plant file"), reason=reason) from None
    if not loaded or loaded[0].data is None:
        raise _fault(overlay, mark("{overlay!r} has no value"), tr("a value as in a plant file"))
    return loaded[0].data


def _parent(data: Any, steps: Sequence[Step], overlay: str) -> Any:
    """The group or list that holds the last step, made where it lacks."""
    here = data
    for place, step in enumerate(steps[:-1]):
        _check(here, step, steps[: place + 1], overlay)
        if isinstance(step, str) and step not in here:
            here[step] = [] if isinstance(steps[place + 1], int) else {}
        elif isinstance(step, int) and step == len(here):
            here.append({})
        here = here[step]
    return here


def _check(here: Any, step: Step, path: Sequence[Step], overlay: str) -> None:
    """Whether a step can be taken from here."""
    shown = join_path(path)
    if isinstance(step, str) and not isinstance(here, dict):
        message = mark("{overlay!r} does not fit: what holds {path} is no group of keys")
        raise _fault(overlay, message, tr("a path of the file"), path=shown)
    if isinstance(step, int):
        if not isinstance(here, list):
            message = mark("{overlay!r} does not fit: what holds {path} is no list")
            raise _fault(overlay, message, tr("a path of the file"), path=shown)
        if step > len(here):
            message = mark("{overlay!r} does not fit: {path} lies beyond the list, which has {length}")
            allowed = tr("{low} to {high}", low=0, high=len(here))
            raise _fault(overlay, message, allowed, path=shown, length=len(here))


def _set(parent: Any, steps: Sequence[Step], value: Any, overlay: str) -> None:
    last = steps[-1]
    _check(parent, last, steps, overlay)
    if isinstance(last, int) and last == len(parent):
        parent.append(value)
    else:
        parent[last] = value


def _append(parent: Any, steps: Sequence[Step], value: Any, overlay: str) -> None:
    last = steps[-1]
    _check(parent, last, steps, overlay)
    if isinstance(last, str):
        held = parent.setdefault(last, [])
    else:
        held = parent[last] if last < len(parent) else None
    if not isinstance(held, list):
        message = mark("{overlay!r} does not fit: {path} is no list")
        raise _fault(overlay, message, tr("= to replace it"), path=join_path(steps))
    held += value if isinstance(value, list) else [value]


def _remove(parent: Any, steps: Sequence[Step], overlay: str) -> None:
    last = steps[-1]
    _check(parent, last, steps, overlay)
    there = last in parent if isinstance(last, str) else last < len(parent)
    if not there:
        message = mark("{overlay!r} does not fit: the file has no {path}")
        raise _fault(overlay, message, tr("a path of the file"), path=join_path(steps))
    del parent[last]


def _fault(overlay: str, message: str, allowed: str, **values: object) -> InputError:
    said = tr(message, overlay=overlay, **values)
    return InputError([Problem("bad-overlay", said, given=overlay, allowed=allowed)])
