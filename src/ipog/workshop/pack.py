"""The class pack: answer sheets, solutions, slides and plant files, for a room without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.files import save_text
from ipog.language import current, mark, plural, tr
from ipog.workshop.bench import Bench
from ipog.workshop.pages import (
    FURTHER,
    KINDS,
    LEVELS,
    opening,
    question_pieces,
    reading,
    results,
    solution_pieces,
)
from ipog.workshop.questions import chosen_words, right_letter
from ipog.workshop.reading import lessons
from ipog.workshop.rows import Listing, Piece, Table, Words, pieces
from ipog.workshop.schema import (
    LETTERS,
    Asked,
    Chosen,
    Compare,
    Edit,
    Lesson,
    Order,
    Predict,
    Question,
    Run,
    Try,
)

NAME_LINE = mark("Name: ______________________________    Class: ______________________________")
ANSWER_LINE = mark("Answer: ______________________________")
ANSWER_LINES = mark("What did you change, and what came out?")
POINTS = mark("(points: {points})")
IN_FILE = mark("In the folder plants: {file}")
SOLUTIONS = mark("Solutions")
RIGHT, WRONG = mark("right"), mark("not right")
ANSWER_MARK = mark("{letter}) is {verdict}: {why}")
READ_ME = mark("""# Class pack

Made by ipog {version}; the figures are those of its coefficients {label}.

- `sheets/`: one answer sheet a lesson, to print or to fill in on the screen.
- `solutions/`: the same with answers and explanations, for the trainer.
- `slides/`: one page a lesson in large type. Open it in a browser; print it for handouts.
  The `.md` beside it is the same with `---` between slides, for tools that make slides of Markdown.
- `plants/`: the plant files of the lessons, for `ipog run` and for the app.

| lesson | level | minutes | points |
|---|---|---|---|
{rows}

Each computer needs ipog and nothing else; no network. `ipog learn` opens the lessons.
""")


def export(folder: Path, version: str, label: str, *, replace: bool = True) -> list[Path]:
    """Write the pack into a folder and give the files written.

    Parameters
    ----------
    folder : made if it is not there
    version, label : of ipog and its coefficients
    replace : whether files that are there, such as those of an earlier pack, are replaced

    Raises
    ------
    ipog.diagnostics.InputError
        if a file can't be written, or is there and must not be replaced; nothing is written then
    """
    texts = _texts(version, label)
    there = [folder / file for file in texts if (folder / file).exists()]
    if there and not replace:
        message = plural(
            "{count} file of the pack is there already, such as {file}",
            "{count} files of the pack are there already, such as {file}",
            len(there),
            file=there[0],
        )
        allowed = tr("another folder, or --force")
        raise InputError([Problem("file-exists", message, file=str(there[0]), allowed=allowed)])
    return [_write(folder / file, text) for file, text in texts.items()]


def _texts(version: str, label: str) -> dict[str, str]:
    """The files of the pack by their names, the one to begin with first."""
    found: dict[str, str] = {}
    rows = []
    for lesson_id, lesson in lessons().items():
        name = f"{lesson.number:02d}-{lesson_id}"
        bench = Bench(lesson)
        slides = list(_slides(lesson, bench))
        found |= {
            f"sheets/{name}.md": _sheet(lesson, lesson_id, bench, solved=False),
            f"solutions/{name}.md": _sheet(lesson, lesson_id, bench, solved=True),
            f"slides/{name}.md": "\n---\n\n".join(_markdown(title, parts) for title, parts in slides),
            f"slides/{name}.html": _html(lesson, slides),
        }
        for plant in lesson.plants:
            found[f"plants/{lesson_id}.{plant}.yaml"] = bench.plant_text(plant)
        level = tr(LEVELS[lesson.level])
        rows.append(f"| {lesson.number}. {lesson.title} | {level} | {lesson.minutes} | {lesson.points} |")
    return {"README.md": tr(READ_ME, version=version, label=label, rows="\n".join(rows)), **found}


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = why_unwritable(error, path.parent)
        message = tr("{folder} can't be made: {reason}", folder=path.parent, reason=reason)
        raise InputError([Problem("unwritable-file", message)]) from None
    save_text(text if text.endswith("\n") else text + "\n", path)
    return path


# Answer sheets


def _sheet(lesson: Lesson, lesson_id: str, bench: Bench, *, solved: bool) -> str:
    """A lesson as an answer sheet; results of runs stand only in the solutions."""
    title = f"{lesson.number}. {lesson.title}"
    lines = [f"# {title}" + (f" - {tr(SOLUTIONS)}" if solved else ""), ""]
    if not solved:
        lines += [tr(NAME_LINE), ""]
    lines += [_lines(opening(lesson, bench))]
    lines += [_lines(pieces(bench.text(lesson.background)))]
    for number, step in enumerate(lesson.steps, start=1):
        if isinstance(step, Compare) and not solved:
            continue
        head = f"## {number}. {tr(KINDS[step.do])}"
        if isinstance(step, Question):
            points = f" {tr(POINTS, points=step.points)}" if step.points else ""
            lines += [f"{head}{points}", "", _lines(question_pieces(step, bench))]
            lines += [_lines(_solution(step, bench))] if solved else [_blank(step, lesson_id)]
            continue
        found = pieces(bench.text(step.text))
        if isinstance(step, Run) and solved:
            found += results(step, bench)
        if isinstance(step, Edit):
            found.append(Words(tr(IN_FILE, file=f"{lesson_id}.{step.plant}.yaml")))
        elif isinstance(step, Run):
            names = ", ".join(f"{lesson_id}.{plant}.yaml" for plant in step.plants)
            found.append(Words(tr(IN_FILE, file=names)))
        lines += [head, "", _lines(found)]
    lines += [f"## {tr(FURTHER)}", "", _lines(reading(lesson))]
    return "\n".join(lines).rstrip() + "\n"


def _blank(question: Question, lesson_id: str) -> str:
    if isinstance(question, Try):
        file = tr(IN_FILE, file=f"{lesson_id}.{question.plant}.yaml")
        return f"{file}\n\n{tr(ANSWER_LINES)}\n\n{tr(ANSWER_LINE)}\n\n{tr(ANSWER_LINE)}\n"
    return f"{tr(ANSWER_LINE)}\n"


def _solution(question: Asked, bench: Bench) -> list[Piece]:
    found = solution_pieces(question, bench)
    if isinstance(question, Chosen):
        right = right_letter(question, bench)
        for letter in LETTERS[: len(question.choices)]:
            verdict = tr(RIGHT) if letter == right else tr(WRONG)
            why = chosen_words(question, letter, bench)[1]
            found.append(Words(tr(ANSWER_MARK, letter=letter, verdict=verdict, why=why), mark="-"))
    elif isinstance(question, Order):
        found.append(Words(bench.text(question.why)))
    return found


# Slides


def _slides(lesson: Lesson, bench: Bench) -> Iterator[tuple[str, list[Piece]]]:
    """Title and content of each slide: questions first, the answer on a slide of its own."""
    yield f"{lesson.number}. {lesson.title}", opening(lesson, bench)
    background = pieces(bench.text(lesson.background))
    for start in range(0, len(background), 4):
        yield lesson.title, background[start : start + 4]
    for step in lesson.steps:
        if isinstance(step, Question):
            yield tr(KINDS[step.do]), question_pieces(step, bench)
            if not isinstance(step, Predict):
                yield tr(SOLUTIONS), solution_pieces(step, bench)
            continue
        found = pieces(bench.text(step.text))
        if isinstance(step, Run):
            found += results(step, bench)
        elif isinstance(step, Compare):
            question = lesson.questions()[step.prediction]
            assert isinstance(question, Chosen)
            words, why = chosen_words(question, right_letter(question, bench), bench)
            found = [Words(words, strong=True), Words(why), *found]
        yield tr(KINDS[step.do]), found
    yield tr(FURTHER), reading(lesson)


# Forms


def _markdown(title: str, found: Sequence[Piece]) -> str:
    return f"## {title}\n\n{_lines(found)}"


def _lines(found: Sequence[Piece]) -> str:
    """Pieces as Markdown."""
    lines: list[str] = []
    for place, piece in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        in_list = isinstance(piece, Words) and piece.mark and isinstance(after, Words) and after.mark
        if isinstance(piece, Words):
            stars = "**" if piece.strong else ""
            mark = "" if not piece.mark else "- " if piece.mark == "-" else f"- {piece.mark} "
            lines.append(f"{mark}{stars}{piece.text}{stars}")
        elif isinstance(piece, Listing):
            lines += ["```yaml", piece.text, "```"]
        else:
            lines += [
                _row(piece.heads),
                "|---|" + "---:|" * (len(piece.heads) - 1),
                *(_row(row) for row in piece.rows),
            ]
        if not in_list:
            lines.append("")
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _html(lesson: Lesson, slides: Sequence[tuple[str, list[Piece]]]) -> str:
    """Slides as one page that needs nothing else: arrow keys turn them, printing gives one a page."""
    parts = [
        f"<section><h2>{escape(title)}</h2>\n{''.join(_html_piece(piece) for piece in found)}</section>"
        for title, found in slides
    ]
    frame = files("ipog.workshop").joinpath("slides.html").read_text(encoding="utf-8")
    filled = frame.replace("{{language}}", current().replace("_", "-"))
    return filled.replace("{{title}}", escape(lesson.title)).replace("{{slides}}", "\n".join(parts))


def _html_piece(piece: Piece) -> str:
    if isinstance(piece, Listing):
        return f"<pre>{escape(piece.text)}</pre>\n"
    if isinstance(piece, Words):
        words = f"<strong>{escape(piece.text)}</strong>" if piece.strong else escape(piece.text)
        if piece.mark:
            mark = "\N{BULLET}" if piece.mark == "-" else escape(piece.mark)
            return f'<p class="entry">{mark} {words}</p>\n'
        return f"<p>{words}</p>\n"
    return _html_table(piece)


def _html_table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in table.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n"
