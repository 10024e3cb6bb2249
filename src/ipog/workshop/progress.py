"""What a participant has done so far, kept between sessions in the folder that the system has for it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError
from ipog.files import save_text
from ipog.language import mark, tr
from ipog.settings import drafts_folder

VERSION = 1
UNREADABLE = mark("Earlier progress could not be read; it was put aside as {file}.")
NOT_KEPT = mark("Your progress can't be kept on this computer: {reason}.")


@dataclass(slots=True)
class Answer:
    """What was answered to one question.

    Attributes
    ----------
    attempts : answers in the order given, as :func:`ipog.workshop.questions.read_answer` gives them
    hints : hints that were shown
    shown : whether the solution was shown, after which nothing counts
    right : whether the last attempt is right
    """

    attempts: list[Any] = field(default_factory=list)
    hints: int = 0
    shown: bool = False
    right: bool = False

    @property
    def finished(self) -> bool:
        """Whether nothing more can be earned."""
        return self.right or self.shown


@dataclass(slots=True)
class LessonProgress:
    """Where a participant stands in a lesson.

    Attributes
    ----------
    step : number of the step, from 0
    furthest : furthest step that was reached
    finished : whether the end was reached
    answers : by id of the question
    """

    step: int = 0
    furthest: int = 0
    finished: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)


def learn_folder() -> Path:
    """Where progress and the plants that participants change are kept."""
    return drafts_folder().parent / "learn"


class Progress:
    """Progress in all lessons, read once and saved after each change.

    Parameters
    ----------
    file : where it is kept; that of the user if None
    keep : False for a trainer, who leaves no traces
    """

    def __init__(self, file: Path | None = None, *, keep: bool = True) -> None:
        self._file = file or learn_folder() / "progress.json"
        self._keep = keep
        self.lessons: dict[str, LessonProgress] = {}
        self.class_key: dict[str, str] | None = None
        self.note: str | None = None
        if keep:
            self._load()

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return self._file.parent

    def of(self, lesson_id: str) -> LessonProgress:
        """Progress in a lesson, begun if there is none."""
        return self.lessons.setdefault(lesson_id, LessonProgress())

    def reset(self, lesson_id: str | None = None) -> None:
        """Forget a lesson, or all of them; the class stays."""
        gone = list(self.lessons) if lesson_id is None else [lesson_id]
        for name in gone:
            self.lessons.pop(name, None)
            for file in self.folder.glob(f"{name}.*.yaml"):
                file.unlink(missing_ok=True)
        self.save()

    def save(self) -> None:
        """Replace the file in one step; if that fails, :attr:`note` says so once."""
        if not self._keep:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            save_text(json.dumps(self._data(), ensure_ascii=False, indent=1) + "\n", self._file)
        except (InputError, OSError) as error:
            reason = error.problems[0].message if isinstance(error, InputError) else str(error)
            self.note = tr(NOT_KEPT, reason=reason)

    def _data(self) -> dict[str, Any]:
        lessons = {
            name: {
                "step": done.step,
                "furthest": done.furthest,
                "finished": done.finished,
                "answers": {key: answer_data(answer) for key, answer in done.answers.items()},
            }
            for name, done in self.lessons.items()
        }
        return {"ipog_progress": VERSION, "class": self.class_key, "lessons": lessons}

    def _load(self) -> None:
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        except (OSError, UnicodeError):
            self._put_aside()
            return
        try:
            data = json.loads(text)
            self.lessons = {name: _lesson(row) for name, row in data["lessons"].items()}
            key = data.get("class")
            self.class_key = {str(name): str(value) for name, value in key.items()} if key else None
        except (ValueError, KeyError, TypeError, AttributeError):
            self.lessons = {}
            self._put_aside()

    def _put_aside(self) -> None:
        aside = self._file.with_suffix(".unreadable.json")
        try:
            self._file.replace(aside)
        except OSError:
            aside = self._file
        self.note = tr(UNREADABLE, file=aside)


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer in plain data."""
    return {
        "attempts": answer.attempts,
        "hints": answer.hints,
        "shown": answer.shown,
        "right": answer.right,
    }


def answer_of(row: Any) -> Answer:
    """An answer of plain data; raises ValueError, KeyError or TypeError."""
    attempts, hints = row["attempts"], row["hints"]
    if not isinstance(attempts, list) or isinstance(hints, bool) or not isinstance(hints, int) or hints < 0:
        raise TypeError("not an answer")
    return Answer(list(attempts), hints, row["shown"] is True, row["right"] is True)


def _lesson(row: Any) -> LessonProgress:
    return LessonProgress(
        step=max(int(row["step"]), 0),
        furthest=max(int(row["furthest"]), 0),
        finished=row["finished"] is True,
        answers={str(key): answer_of(answer) for key, answer in row["answers"].items()},
    )
