"""The summary of a class, from the result files of its participants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.language import mark, tr
from ipog.workshop.class_key import ClassKey
from ipog.workshop.hand_in import NotCounted, Result, read_result
from ipog.workshop.reading import lessons

SAME_NAME = mark("has the same name as {file}")
SAME_ANSWERS = mark("holds the same answers as {file}, wrong ones included")


@dataclass(frozen=True, slots=True)
class Question:
    """How a class did in one question.

    Attributes
    ----------
    lesson, question : ids
    answered, right_at_once, right : participants who answered, were right at once, were right in the end
    """

    lesson: str
    question: str
    answered: int
    right_at_once: int
    right: int


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """A class.

    Attributes
    ----------
    title : of the class
    results : files that count, by name
    not_counted : files that do not, with the reason
    questions : questions that someone answered, in the order of the lessons
    remarks : by file, what a trainer should know
    """

    title: str
    results: tuple[Result, ...]
    not_counted: Mapping[str, str]
    questions: tuple[Question, ...]
    remarks: Mapping[str, tuple[str, ...]]

    @property
    def lessons(self) -> tuple[str, ...]:
        """Lessons that someone worked on, in their order."""
        done = {lesson for result in self.results for lesson in result.scores}
        return tuple(lesson for lesson in lessons() if lesson in done)


def collect(folder: Path, key: ClassKey) -> ClassSummary:
    """The summary of the result files in a folder; other JSON files are named as not counted.

    Raises
    ------
    ipog.diagnostics.InputError
        if the folder can't be read or holds no such file
    """
    if not folder.exists():
        raise _fault("missing-folder", tr("{file} does not exist", file=folder))
    if not folder.is_dir():
        raise _fault("no-folder", tr("{file} is a file, not a folder", file=folder))
    try:
        files = sorted(entry for entry in folder.iterdir() if entry.is_file() and entry.suffix == ".json")
    except OSError as error:
        reason = error.strerror or str(error)
        raise _fault(
            "unreadable-folder", tr("{folder} can't be read: {reason}", folder=folder, reason=reason)
        ) from None
    results, not_counted = [], {}
    for file in files:
        if _is_key(file):
            continue
        try:
            results.append(read_result(file, key))
        except NotCounted as reason:
            not_counted[file.name] = str(reason)
    if not results and not not_counted:
        raise _fault(
            "no-results",
            tr("{folder} holds no result files ({pattern})", folder=folder, pattern="*.ipog-result.json"),
        )
    results.sort(key=lambda result: (result.name.casefold(), result.file))
    return ClassSummary(
        title=key.title,
        results=tuple(results),
        not_counted=not_counted,
        questions=tuple(_questions(results)),
        remarks=_remarks(results),
    )


def _is_key(file: Path) -> bool:
    """Whether a file is a class key, which may lie beside the results."""
    from ipog.workshop.class_key import load_class

    try:
        load_class(file)
    except InputError:
        return False
    return True


def _questions(results: list[Result]) -> list[Question]:
    found = []
    for lesson_id, lesson in lessons().items():
        for name, question in lesson.questions().items():
            if not question.points:
                continue
            given = [result.answers.get(lesson_id, {}).get(name) for result in results]
            answers = [answer for answer in given if answer is not None]
            if answers:
                right = [answer for answer in answers if answer.right and not answer.shown]
                at_once = sum(len(answer.attempts) == 1 and answer.hints == 0 for answer in right)
                found.append(Question(lesson_id, name, len(answers), at_once, len(right)))
    return found


def _remarks(results: list[Result]) -> dict[str, tuple[str, ...]]:
    """Remarks of the files, and files that look like copies of others; they count all the same."""
    found = {}
    for place, result in enumerate(results):
        words = list(result.remarks)
        for earlier in results[:place]:
            if earlier.name.casefold() == result.name.casefold():
                words.append(tr(SAME_NAME, file=earlier.file))
            elif earlier.answers == result.answers and _went_wrong(result):
                words.append(tr(SAME_ANSWERS, file=earlier.file))
        if words:
            found[result.file] = tuple(words)
    return found


def _went_wrong(result: Result) -> bool:
    """Whether a participant was wrong or took a hint somewhere: those who never do are all alike."""
    answers = [answer for lesson in result.answers.values() for answer in lesson.values()]
    return any(len(answer.attempts) > 1 or answer.hints or not answer.right for answer in answers)


def _fault(problem_id: str, message: str) -> InputError:
    return InputError([Problem(problem_id, message)])
