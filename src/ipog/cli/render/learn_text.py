"""Lessons as plain text: pages, the list of lessons, and the summary of a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipog.cli.render.grid import paragraph, table
from ipog.language import decimal, mark, tr, width
from ipog.workshop import Page, Progress, lessons
from ipog.workshop.collect import ClassSummary
from ipog.workshop.pages import LEVELS
from ipog.workshop.rows import Listing, Piece, Words
from ipog.workshop.schema import Lesson
from ipog.workshop.score import score

DONE, BEGUN, OPEN = mark("done"), mark("begun"), "open"
UNTOUCHED = "-"
"""What a table shows for an open lesson."""
MOST_QUESTIONS = 10
LESSONS_ABREAST = 8
NAME_CELLS = 22
TITLE_INDENT = 4


def page_text(page: Page, lesson: Lesson) -> str:
    """A page with its head."""
    head = tr(
        "{number}. {lesson} [{at} of {count}]",
        number=lesson.number,
        lesson=lesson.title,
        at=page.number,
        count=page.count,
    )
    rule = "-" * width(page.title)
    return "\n".join([head, "=" * width(head), "", page.title, rule, *pieces_lines(page.pieces)])


def pieces_lines(pieces: Sequence[Piece]) -> list[str]:
    """Pieces of a page as lines, with an empty one between paragraphs."""
    lines: list[str] = []
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        if isinstance(piece, Words):
            lines += paragraph(piece.text, indent=0, first=f"{piece.mark} " if piece.mark else "")
        elif isinstance(piece, Listing):
            lines += [f"    {line}" for line in piece.text.splitlines()]
        else:
            lines += table(
                piece.rows, [piece.heads], align="<" + ">" * (len(piece.heads) - 1), indent=0, flexible=(0,)
            )
        in_list = isinstance(piece, Words) and piece.mark and isinstance(after, Words) and after.mark
        if not in_list and after is not None:
            lines.append("")
    return lines


def list_rows(progress: Progress) -> list[dict[str, Any]]:
    """The lessons with where the participant stands, as plain data."""
    rows = []
    for lesson_id, lesson in lessons().items():
        done = progress.lessons.get(lesson_id)
        state = OPEN if done is None or not done.furthest else DONE if done.finished else BEGUN
        rows.append(
            {
                "number": lesson.number,
                "id": lesson_id,
                "title": lesson.title,
                "level": lesson.level,
                "minutes": lesson.minutes,
                "points": score(lesson, done.answers).points if done is not None else 0.0,
                "of": lesson.points,
                "state": state,
            }
        )
    return rows


def list_text(progress: Progress) -> str:
    """The lessons as a table that fits 80 columns, each with its title below it."""
    listed = list_rows(progress)
    rows = [
        [
            str(row["number"]),
            row["id"],
            tr(LEVELS[row["level"]]),
            str(row["minutes"]),
            f"{_points_of(row['points'])}/{row['of']}",
            UNTOUCHED if row["state"] == OPEN else tr(row["state"]),
        ]
        for row in listed
    ]
    heads = [["", tr("lesson"), tr("level"), tr("minutes"), tr("points"), tr("state")]]
    head, *lines = table(rows, heads, align="><<>><", indent=0)
    titles = (paragraph(row["title"], indent=TITLE_INDENT) for row in listed)
    pairs = zip(lines, titles, strict=True)
    return "\n".join([head, *(line for row, title in pairs for line in (row, *title))])


def class_rows(summary: ClassSummary) -> list[dict[str, Any]]:
    """One row a participant: points by lesson, and their sum."""
    return [
        {
            "name": result.name,
            "points": result.points,
            **{
                f"lesson_{lesson}": result.scores[lesson].points if lesson in result.scores else None
                for lesson in summary.lessons
            },
            "file": result.file,
        }
        for result in summary.results
    ]


def class_data(summary: ClassSummary) -> dict[str, Any]:
    """The whole summary as plain data."""
    return {
        "class": summary.title,
        "participants": class_rows(summary),
        "questions": [
            {
                "lesson": item.lesson,
                "question": item.question,
                "answered": item.answered,
                "right_at_once": item.right_at_once,
                "right": item.right,
            }
            for item in summary.questions
        ],
        "not_counted": dict(summary.not_counted),
        "remarks": {file: list(words) for file, words in summary.remarks.items()},
    }


def class_text(summary: ClassSummary) -> str:
    """The summary of a class, the lessons by their numbers, a few beside each other so that it fits."""
    known = lessons()
    count = len(summary.results)
    lines = [tr("Class {title}: result files that count: {count}.", title=summary.title, count=count)]
    for start in range(0, len(summary.lessons), LESSONS_ABREAST):
        some = summary.lessons[start : start + LESSONS_ABREAST]
        lines += ["", *_points(summary, some, total=start == 0)]
    if summary.lessons:
        named = [f"{known[lesson].number}: {lesson}" for lesson in summary.lessons]
        lines += ["", *paragraph(", ".join(named))]
    lines += _hardest(summary)
    if summary.remarks:
        lines += ["", tr("Remarks")]
        for file, words in summary.remarks.items():
            lines += [line for text in words for line in paragraph(f"{file} {text}", first="- ")]
    if summary.not_counted:
        lines += ["", tr("Not counted")]
        for file, reason in summary.not_counted.items():
            lines += paragraph(f"{file} {reason}", first="- ")
    return "\n".join(lines)


def _points(summary: ClassSummary, some: Sequence[str], *, total: bool) -> list[str]:
    """Points of each participant in some lessons, those of all lessons before them if wanted."""
    known = lessons()
    rows = []
    for result in summary.results:
        points = [
            _points_of(result.scores[lesson].points) if lesson in result.scores else "-" for lesson in some
        ]
        rows.append([_short(result.name), *([_points_of(result.points)] if total else []), *points])
    everything = str(sum(known[lesson].points for lesson in summary.lessons))
    rows.append(
        [tr("to earn"), *([everything] if total else []), *(str(known[lesson].points) for lesson in some)]
    )
    heads = [tr("name"), *([tr("points")] if total else []), *(str(known[lesson].number) for lesson in some)]
    return table(rows, [heads], align="<" + ">" * len(heads))


def _points_of(points: float) -> str:
    return decimal(f"{points:g}")


def _short(name: str) -> str:
    if width(name) <= NAME_CELLS:
        return name
    while width(name) > NAME_CELLS - 3:
        name = name[:-1]
    return f"{name}..."


def _hardest(summary: ClassSummary) -> list[str]:
    if not summary.questions:
        return []
    ordered = sorted(summary.questions, key=lambda item: (item.right_at_once / item.answered, item.lesson))
    rows = [
        [item.lesson, item.question, str(item.answered), str(item.right_at_once), str(item.right)]
        for item in ordered[:MOST_QUESTIONS]
    ]
    heads = [[tr("lesson"), tr("question"), tr("answered"), tr("right at once"), tr("at last")]]
    return ["", tr("Questions, the hardest first"), *table(rows, heads, align="<<>>>")]
