"""Result files: what a participant hands in, and how a trainer reads it.

A file holds the name that was typed, the class, and the answers; nothing of the computer, the person or
the time. Points stand in it for the eye alone: they are worked out anew from the answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

import ipog
from ipog.diagnostics import InputError
from ipog.files import read_text, save_text
from ipog.language import mark, tr
from ipog.model import shipped
from ipog.shown import plain_number
from ipog.workshop.bench import Bench
from ipog.workshop.class_key import ClassKey
from ipog.workshop.progress import Answer, Progress, answer_data, answer_of
from ipog.workshop.reading import lessons
from ipog.workshop.score import Score, checked_again, score

VERSION = 1
SUFFIX = ".ipog-result.json"
MOST_NAME = 60
"""Letters of a name that are kept."""

NO_RESULT = mark("is no result file of ipog")
OTHER_CLASS = mark("was made for another class ({title})")
NOT_SIGNED = mark("is not signed with the key of this class: it was edited, damaged or made elsewhere")
OTHER_POINTS = mark("claims {claimed} points where its answers earn {points}")
OTHER_MODEL = mark(
    "was made with other coefficients ({label}); its answers were checked with those of this ipog"
)
OTHER_LESSON = mark("holds the lesson {lesson}, which this ipog lacks")


class NotCounted(ValueError):
    """A result file that does not count; the text says why."""


@dataclass(frozen=True, slots=True)
class Result:
    """A result file that counts.

    Attributes
    ----------
    file : its name
    name : that was typed
    scores : by id of the lesson, worked out from the answers
    answers : by id of the lesson and of the question
    remarks : what a trainer should know
    """

    file: str
    name: str
    scores: Mapping[str, Score]
    answers: Mapping[str, Mapping[str, Answer]]
    remarks: tuple[str, ...]

    @property
    def points(self) -> float:
        """Points of all lessons."""
        return sum(found.points for found in self.scores.values())


def result_data(name: str, progress: Progress, key: ClassKey) -> dict[str, Any]:
    """What a participant hands in, signed."""
    known = lessons()
    held: dict[str, Any] = {}
    for lesson_id, done in progress.lessons.items():
        answers = {key: answer for key, answer in done.answers.items() if answer.attempts or answer.shown}
        if lesson_id in known and answers:
            held[lesson_id] = {
                "answers": {key: answer_data(answer) for key, answer in answers.items()},
                "points": score(known[lesson_id], answers).points,
            }
    data = {
        "ipog_result": VERSION,
        "ipog": ipog.__version__,
        "parameters": shipped().label,
        "class": {"id": key.id, "title": key.title},
        "name": _shown_name(name),
        "lessons": held,
    }
    return {**data, "signature": key.sign(data)}


def hand_in(name: str, progress: Progress, key: ClassKey, folder: Path) -> Path:
    """Write the result file into a folder; raises :class:`ipog.diagnostics.InputError`.

    An earlier file of the same participant is replaced; that of a namesake is not.
    """
    data = result_data(name, progress, key)
    stem = _file_name(data["name"])
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    paths = (folder / f"{each}{SUFFIX}" for each in names)
    path = next(each for each in paths if not each.exists() or _goes_on(each, data))
    with suppress(OSError):
        # If it fails, save_text says in a sentence what is wrong with the folder.
        folder.mkdir(parents=True, exist_ok=True)
    save_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", path)
    return path


def _goes_on(path: Path, data: Mapping[str, Any]) -> bool:
    """Whether data go on from what a file holds: every attempt in it is among theirs, in the same order."""
    try:
        old = json.loads(read_text(path).text)
        lessons_then = {name: row["answers"] for name, row in old["lessons"].items()}
        for lesson_id, answers in lessons_then.items():
            now = data["lessons"][lesson_id]["answers"]
            for question, answer in answers.items():
                then = answer["attempts"]
                if now[question]["attempts"][: len(then)] != then:
                    return False
    except (InputError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return bool(old.get("name") == data["name"] and old.get("class") == data["class"])


def _shown_name(name: str) -> str:
    """A name without what can't be printed or written."""
    letters = (letter if letter.isprintable() else " " for letter in name)
    return " ".join("".join(letters).split())[:MOST_NAME]


def _file_name(name: str) -> str:
    """A name as a file name that every system takes."""
    return re.sub(r"[^\w.-]+", "-", name.casefold()).strip("-.") or "result"


def read_result(path: Path, key: ClassKey) -> Result:
    """The result of a file, its points worked out anew.

    Raises
    ------
    NotCounted
        if it is no result file, of another class, edited, or claims points that its answers don't earn
    """
    data = _data(path)
    title = str(data["class"]["title"])
    if data["class"]["id"] != key.id:
        raise NotCounted(tr(OTHER_CLASS, title=title))
    signature = data.pop("signature", None)
    if not key.signed(data, signature):
        raise NotCounted(tr(NOT_SIGNED))
    try:
        return _checked(path.name, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, NotCounted):
            raise
        raise NotCounted(tr(NO_RESULT)) from None


def _data(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_text(path).text)
        if data["ipog_result"] != VERSION or not isinstance(data["class"]["id"], str):
            raise ValueError
        if not isinstance(data["class"]["title"], str):
            raise TypeError
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        raise NotCounted(tr(NO_RESULT)) from None
    found: dict[str, Any] = data
    return found


def _checked(file: str, data: Mapping[str, Any]) -> Result:
    same_model = data["parameters"] == shipped().label
    remarks = [] if same_model else [tr(OTHER_MODEL, label=data["parameters"])]
    scores: dict[str, Score] = {}
    answers: dict[str, dict[str, Answer]] = {}
    known = lessons()
    for lesson_id, row in data["lessons"].items():
        if lesson_id not in known:
            remarks.append(tr(OTHER_LESSON, lesson=repr(str(lesson_id))))
            continue
        lesson = known[lesson_id]
        given = {str(name): answer_of(answer) for name, answer in row["answers"].items()}
        answers[lesson_id] = checked_again(lesson, given, _bench(lesson_id))
        scores[lesson_id] = score(lesson, answers[lesson_id])
        claimed = float(row["points"])
        if same_model and abs(claimed - scores[lesson_id].points) > 1e-6:
            points = plain_number(scores[lesson_id].points)
            raise NotCounted(tr(OTHER_POINTS, claimed=plain_number(claimed), points=points))
    return Result(file, str(data["name"]), scores, answers, tuple(remarks))


_BENCHES: dict[str, Bench] = {}


def _bench(lesson_id: str) -> Bench:
    """One bench a lesson, so that a class of thirty needs each plant once; nothing that it says is shown."""
    if lesson_id not in _BENCHES:
        _BENCHES[lesson_id] = Bench(lessons()[lesson_id])
    return _BENCHES[lesson_id]
