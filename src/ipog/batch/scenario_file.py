"""Overlays of ``--scenario``: YAML text to a checked :class:`ipog.batch.scenarios.Scenario`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from ipog import vocabulary
from ipog.batch.scenario_faults import Overlay, sample_unit
from ipog.batch.scenarios import GAS_ORDER, INJECTED, SIGNS, Condition, Rule, Scenario, set_in
from ipog.diagnostics import InputError, Problem
from ipog.files import shape
from ipog.files.explain import describe
from ipog.files.marks import Steps, split_path
from ipog.files.text import read_text
from ipog.files.yaml_read import load_all
from ipog.language import mark, tr
from ipog.plant import Unit
from ipog.plant.fields import shown

SUFFIX = ".yaml"
YEARS = (1990, 2100)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_BOUND = re.compile(r"\s*(>=|<=|>|<|=)?\s*(.+)")
_TOP = ("ipog_scenario", "name", "about", "years", "rules")
_RULE = ("where", "from", "set", "remove", "replace", "add", "closed_from", "closed_at_age")
_TEXTS = ("country", "owner", "plant", "unit", "coal")
_WORDS = {"rank": "rank", "boiler": "boiler_type", "has": "device_type", "lacks": "device_type"}
_NUMBERS = ("gross_capacity", "net_capacity", "thermal_capacity", "capacity_factor", "commissioned")
FIELDS = (*_TEXTS, *_WORDS, *_NUMBERS)
"""What a rule may ask of a unit."""


def shipped_names() -> tuple[str, ...]:
    """Names of the scenarios that come with ipog."""
    folder = files("ipog.batch").joinpath("overlays")
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in folder.iterdir()))


def shipped_text(name: str) -> str:
    """The overlay of a scenario that comes with ipog."""
    return files("ipog.batch").joinpath("overlays", name + SUFFIX).read_text(encoding="utf-8")


def read_scenarios(names: Iterable[str]) -> tuple[Scenario, ...]:
    """Scenarios by their names, or from files.

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem of the first that has any, or if two have one name
    """
    found: dict[str, Scenario] = {}
    for name in names:
        scenario = _read(name)
        if scenario.name in found:
            message = tr(
                "two scenarios are called {name}; their columns could not be told apart", name=scenario.name
            )
            allowed = tr("a name of its own")
            raise InputError([Problem("duplicate-name", message, file=name, path="name", allowed=allowed)])
        found[scenario.name] = scenario
    return tuple(found.values())


def _read(name: str) -> Scenario:
    if name in shipped_names():
        return parse_scenario(shipped_text(name), name)
    path = Path(name)
    if path.suffix or path.exists():
        return parse_scenario(read_text(path).text, name)
    near = vocabulary.nearest(name, shipped_names())
    allowed = tr(
        "one of {names}, or an overlay such as {file}", names=", ".join(shipped_names()), file="scenario.yaml"
    )
    message = tr("there is no scenario {name}", name=repr(shown(name)))
    raise InputError([Problem("unknown-scenario", message, given=name, allowed=allowed, nearest=near)])


def parse_scenario(text: str, name: str) -> Scenario:
    """The scenario in a YAML text.

    Parameters
    ----------
    text : the overlay
    name : of the file, for the problems

    Raises
    ------
    ipog.diagnostics.InputError
        with every problem found, each with its line
    """
    documents = list(load_all(text, name))
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        message = (
            tr("{file} holds several documents", file=name)
            if len(documents) > 1
            else tr("{file} holds no keys", file=name)
        )
        allowed = tr("one scenario: ipog_scenario, name, about, years and rules")
        raise InputError([Problem("not-a-scenario", message, file=name, line=1, allowed=allowed)])
    reader = _Reader(documents[0], name)
    scenario = reader.scenario()
    if reader.problems:
        raise InputError(reader.problems, text)
    return scenario


class _Reader(Overlay):
    """Reads one overlay and collects all that is wrong with it."""

    def scenario(self) -> Scenario:
        data = self.data
        self.known(data, (), _TOP, mark("a scenario has no {key}"))
        if data.get("ipog_scenario") != 1:
            self.fault(
                "wrong-version",
                ("ipog_scenario",),
                tr("the first line says not which format this is"),
                data.get("ipog_scenario"),
                "ipog_scenario: 1",
            )
        name = data.get("name")
        if not isinstance(name, str) or _NAME.fullmatch(name) is None:
            self.fault(
                "bad-name",
                ("name",),
                tr("a scenario needs a short name, which its columns end with"),
                name,
                tr("small letters, digits and hyphens, such as {name}", name="bat-2030"),
            )
            name = "scenario"
        years = tuple(self._years(data.get("years")))
        rules = data.get("rules", [])
        if not isinstance(rules, list):
            message = tr("{key} is {kind}", key="rules", kind=describe(rules))
            self.fault("wrong-kind", ("rules",), message, None, tr("a list of rules"))
            rules = []
        found = [self._rule(rule, ("rules", index), years) for index, rule in enumerate(rules)]
        return Scenario(name, str(data.get("about") or ""), years, tuple(found))

    def _years(self, years: Any) -> Iterator[int]:
        for index, year in enumerate([] if years is None else years if isinstance(years, list) else [years]):
            if self._whole(year, ("years", index), *YEARS):
                yield year

    def _whole(self, value: Any, steps: Steps, low: int, high: int) -> bool:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return True
        what = str(steps[-1]) if isinstance(steps[-1], str) else tr("a year")
        self.fault(
            "out-of-range",
            steps,
            tr("{given} is no value of {field}", given=shown(value), field=what),
            value,
            tr("a whole number from {low} to {high}", low=low, high=high),
        )
        return False

    def _rule(self, rule: Any, at: Steps, years: tuple[int, ...]) -> Rule:
        if not isinstance(rule, dict):
            message = tr("a rule is a group of keys, not {kind}", kind=describe(rule))
            self.fault("wrong-kind", at, message, None, ", ".join(_RULE))
            return Rule()
        self.known(rule, at, _RULE, mark("a rule has no {key}"))
        numbers: dict[str, int | None] = {}
        for key, low, high in (("from", *YEARS), ("closed_from", *YEARS), ("closed_at_age", 1, 100)):
            value = rule.get(key)
            numbers[key] = value if value is not None and self._whole(value, (*at, key), low, high) else None
            if value is not None and not years:
                self.fault(
                    "missing",
                    (*at, key),
                    tr("{key} needs the years of the scenario", key=key),
                    value,
                    tr("{line} above the rules", line="years: [2025, 2030, 2035]"),
                )
        if not set(rule) - {"where", "from"}:
            self.fault("empty", at, tr("the rule changes nothing"), None, ", ".join(_RULE[2:]))
        group = self._group(rule, at, "replace")
        return Rule(
            where=tuple(self._conditions(self._group(rule, at, "where"), (*at, "where"))),
            start=numbers["from"],
            set=tuple(self._settings(self._group(rule, at, "set"), (*at, "set"))),
            remove=tuple(self._kinds(rule.get("remove"), (*at, "remove"))),
            replace=tuple(
                (kind, device)
                for word in group
                for kind in self._kinds(word, (*at, "replace", word))
                for device in self._devices([group[word]], (*at, "replace", word), listed=False)
            ),
            add=tuple(self._devices(rule.get("add") or [], (*at, "add"))),
            closed_from=numbers["closed_from"],
            closed_at_age=numbers["closed_at_age"],
        )

    def _group(self, rule: dict[str, Any], at: Steps, key: str) -> dict[str, Any]:
        group = rule.get(key) or {}
        if isinstance(group, dict):
            return group
        message = tr("{key} is {kind}", key=key, kind=describe(group))
        self.fault("wrong-kind", (*at, key), message, None, tr("a group of keys"))
        return {}

    # --- where --------------------------------------------------------------------------------------

    def _conditions(self, where: dict[str, Any], at: Steps) -> Iterator[Condition]:
        self.known(where, at, FIELDS, mark("where has no {key}"))
        for field, value in where.items():
            steps = (*at, field)
            values = value if isinstance(value, list) else [value]
            if field in _NUMBERS:
                yield Condition(field, bounds=tuple(self._bounds(field, values, steps)))
            elif field in _WORDS:
                words = [self.word(_WORDS[field], each, steps) for each in values]
                yield Condition(field, words=tuple(word for word in words if word is not None))
            elif field in _TEXTS:
                for each in values:
                    if field == "country":
                        self.check_country(each, steps)
                    elif field == "coal":
                        self.check_coal(str(each), steps)
                yield Condition(field, words=tuple(str(each) for each in values))

    def _bounds(self, field: str, values: list[Any], steps: Steps) -> Iterator[tuple[str, float]]:
        quantity = shape.slots(Unit)[field].quantity
        for value in values:
            match = _BOUND.fullmatch(str(value))
            sign, text = (match[1] or "=", match[2]) if match else ("=", "")
            try:
                yield sign, float(text) if quantity is None else float(quantity.read(text))
            except (PydanticCustomError, ValueError) as error:
                example = '"> 300 MW"' if quantity is not None else '"< 1990"'
                context = getattr(error, "context", None) or {}
                self.fault(
                    "bad-bound",
                    steps,
                    tr("{given} is no bound of {field}", given=shown(value), field=field),
                    value,
                    tr(
                        "one of {signs} and a value, such as {example}",
                        signs=" ".join(SIGNS),
                        example=example,
                    ),
                    context.get("nearest"),
                )

    # --- changes ------------------------------------------------------------------------------------

    def _kinds(self, given: Any, steps: Steps) -> Iterator[str]:
        for each in [] if given is None else given if isinstance(given, list) else [given]:
            word = self.word("device_type", each, steps)
            if word is not None:
                yield word

    def _devices(self, given: Any, at: Steps, *, listed: bool = True) -> Iterator[Any]:
        """Devices with their types as canonical words, each checked as in a plant file."""
        for index, entry in enumerate(given if isinstance(given, list) else [given]):
            device = {"type": entry} if isinstance(entry, str) else entry
            steps = (*at, index) if listed and isinstance(given, list) else at
            if not isinstance(device, dict) or "type" not in device:
                self.fault("missing", steps, tr("a device needs its type"), None, "{type: wet_fgd}")
                continue
            problems = list(self.tried(sample_unit(apcs=[device]), ("units", 0, "apcs", 0), steps))
            self.problems += problems
            if not problems:
                yield {**device, "type": vocabulary.canonical("device_type", str(device["type"]))}

    def _settings(self, given: dict[str, Any], at: Steps) -> Iterator[tuple[Steps, Any]]:
        for path, value in given.items():
            steps, here = split_path(path), (*at, path)
            kind = steps[0] if steps and steps[0] in (*GAS_ORDER, *INJECTED) else None
            unit = sample_unit(apcs=[{"type": kind}]) if kind is not None else sample_unit()
            if kind is not None and len(steps) == 1:
                self.fault(
                    "unknown-key",
                    here,
                    tr("{path} is a device, not a field of one", path=path),
                    path,
                    tr("{path}.bypass or another field; add, remove and replace for devices", path=path),
                )
                continue
            where = ("units", 0, "apcs", 0, *steps[1:]) if kind is not None else ("units", 0, *steps)
            for step, following in pairwise(steps):
                # Room for the entry of a list, whichever it is.
                if isinstance(following, int) and step in unit:
                    unit[step] = (unit[step] * (following + 1))[: following + 1]
            set_in(unit, steps, value)
            problems = list(self.tried(unit, where, here))
            self.problems += problems
            if not problems:
                yield steps, value
