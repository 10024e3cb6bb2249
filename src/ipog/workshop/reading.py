"""Lesson files: read, and checked before anyone sits down in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from ipog import examples
from ipog.diagnostics import InputError, Problem, sort_problems
from ipog.files.marks import Mark, find, join_path, split_path
from ipog.files.yaml_read import load_all
from ipog.language import LESSONS, edition, tr, translated
from ipog.sources import bibliography
from ipog.vocabulary import nearest
from ipog.workshop.bench import QUOTED
from ipog.workshop.expressions import BadExpression, names
from ipog.workshop.rows import ROWS
from ipog.workshop.schema import Chosen, Compare, Edit, Lesson, Number, Order, Run, Try, in_words, texts

SUFFIX = ".yaml"


class UnknownLesson(InputError):
    """A lesson that is not shipped."""


def lessons() -> dict[str, Lesson]:
    """The shipped lessons by id, in the order of their numbers and in the language in use."""
    return _lessons(edition(LESSONS))


@lru_cache(maxsize=3)
def _lessons(words: object) -> dict[str, Lesson]:
    if words is None:
        return _written()
    return {
        name: in_words(lesson, partial(translated, domain=LESSONS)) for name, lesson in _written().items()
    }


@cache
def _written() -> dict[str, Lesson]:
    folder = files("ipog.workshop").joinpath("lessons")
    found = {}
    for entry in folder.iterdir():
        if entry.name.endswith(SUFFIX):
            found[entry.name.removesuffix(SUFFIX)] = read_lesson(
                entry.read_text(encoding="utf-8"), entry.name
            )
    return dict(sorted(found.items(), key=lambda pair: pair[1].number))


def lesson_named(given: str) -> tuple[str, Lesson]:
    """Id and lesson, by id or number; raises :class:`UnknownLesson` with the nearest id."""
    for name, lesson in lessons().items():
        if given.strip() in (name, str(lesson.number)):
            return name, lesson
    raise UnknownLesson(
        [
            Problem(
                "unknown-lesson",
                tr("there is no lesson {given}", given=repr(given)),
                given=given,
                allowed=tr("a number or id shown by: {command}", command="ipog learn --list"),
                nearest=nearest(given, lessons()),
            )
        ]
    )


def read_lesson(text: str, name: str) -> Lesson:
    """The lesson of a text; raises :class:`ipog.diagnostics.InputError` with every problem and its line."""
    loaded = next(load_all(text, name), None)
    data, mark = (None, Mark(1, 1)) if loaded is None else (loaded.data, loaded.mark)
    problems = list(loaded.problems) if loaded is not None else []
    lesson = None
    try:
        lesson = Lesson.model_validate(data)
    except ValidationError as error:
        problems += [_problem(detail, data, mark) for detail in error.errors(include_url=False)]
    if lesson is not None:
        for path, message in _faults(lesson):
            line, column = find(mark, split_path(path))
            problems.append(Problem("bad-lesson", message, line=line, column=column, path=path))
    if problems or lesson is None:
        raise InputError(sort_problems(replace(problem, file=name) for problem in problems), text)
    return lesson


def _problem(detail: Any, data: Any, mark: Mark) -> Problem:
    """A fault of the shape in words; steps that pydantic adds for the kinds of step are left out."""
    steps = []
    for step in detail["loc"]:
        inside = data.get(step) if isinstance(data, dict) else None
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            inside = data[step]
        if inside is not None or detail["loc"][-1] == step:
            steps.append(step)
            data = inside if inside is not None else data
    path = join_path(steps)
    words = {
        "missing": f"{path} is missing",
        "extra_forbidden": f"{path} is no field of a lesson",
        "union_tag_invalid": f"{path} has a do that is no kind of step",
        "union_tag_not_found": f"{path} needs do, the kind of step",
    }
    reason = str(detail["msg"]).removeprefix("Value error, ")
    line, column = find(mark, steps)
    message = words.get(detail["type"], f"{path or 'the lesson'}: {reason}")
    return Problem("bad-lesson", message, line=line, column=column, path=path)


def _faults(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Path and sentence of everything that refers to nothing."""
    for index, key in enumerate(lesson.further):
        if key not in bibliography():
            yield f"further[{index}]", f"the bibliography lacks {key!r}"
    for name, plant in lesson.plants.items():
        if plant.example is not None and plant.example not in examples.ids():
            yield f"plants.{name}.example", f"there is no example {plant.example!r}"
        if (
            plant.like is not None
            and plant.like not in list(lesson.plants)[: list(lesson.plants).index(name)]
        ):
            yield f"plants.{name}.like", f"{plant.like} is no plant described before"
    twice = set(lesson.plants) & set(lesson.figures)
    if twice:
        yield "figures", f"{', '.join(sorted(twice))} names a plant and a figure"
    yield from _bad_steps(lesson)
    for path, expression in _expressions(lesson):
        yield from _bad_expression(lesson, path, expression)
    for path, text in texts(lesson):
        for match in QUOTED.finditer(text):
            if match[1] not in lesson.figures:
                yield path, f"{match[0]} quotes a figure that the lesson lacks"
    ids = [question.id for question in lesson.steps if hasattr(question, "id")]
    if len(ids) != len(set(ids)):
        yield "steps", "two questions have one id"


def _bad_steps(lesson: Lesson) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, step in enumerate(lesson.steps):
        named = step.plants if isinstance(step, Run) else [step.plant] if isinstance(step, Edit | Try) else []
        for plant in named:
            if plant not in lesson.plants:
                yield f"steps[{index}]", f"{plant} is no plant of the lesson"
        for row in step.show if isinstance(step, Run) else ():
            if row not in ROWS:
                yield f"steps[{index}].show", f"{row!r} can't be shown; known are {', '.join(ROWS)}"
        if isinstance(step, Compare) and step.prediction not in seen:
            yield f"steps[{index}].prediction", f"nothing before predicts {step.prediction}"
        if isinstance(step, Chosen):
            seen.add(step.id)


def _expressions(lesson: Lesson) -> Iterator[tuple[str, str]]:
    yield from ((f"figures.{name}", text) for name, text in lesson.figures.items())
    yield from ((f"holds[{index}]", text) for index, text in enumerate(lesson.holds))
    for index, step in enumerate(lesson.steps):
        here = f"steps[{index}]"
        if isinstance(step, Chosen):
            for place, choice in enumerate(step.choices):
                if choice.value is not None:
                    yield f"{here}.choices[{place}].value", choice.value
        elif isinstance(step, Number):
            yield f"{here}.answer", step.answer
            yield from ((f"{here}.slips[{at}].answer", slip.answer) for at, slip in enumerate(step.slips))
        elif isinstance(step, Order):
            yield from ((f"{here}.items[{at}].value", item.value) for at, item in enumerate(step.items))
        elif isinstance(step, Try):
            yield from ((f"{here}.rules[{at}].need", rule.need) for at, rule in enumerate(step.rules))


def _bad_expression(lesson: Lesson, path: str, expression: str) -> Iterator[tuple[str, str]]:
    known = {*lesson.plants, *lesson.figures}
    if ".rules[" in path:
        known.add("yours")
    if path.startswith("figures."):
        # A figure may build on those before it, so that none goes round in a circle.
        order = list(lesson.figures)
        known -= set(order[order.index(path.removeprefix("figures.")) :])
    try:
        unknown = sorted(set(names(expression)) - known)
    except BadExpression as error:
        yield path, str(error)
        return
    if unknown:
        yield path, f"{', '.join(unknown)} is no plant or figure known here"
