"""Lessons in another language: pages, what is said of answers, and class packs are wholly in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from marked_language import english_left, marked_language

from ipog.language import SOURCE, use
from ipog.workshop import Progress, Session, lessons
from ipog.workshop.bench import Bench, read
from ipog.workshop.pack import export
from ipog.workshop.questions import NotAnAnswer, check, read_answer, right_order
from ipog.workshop.rows import Listing, Piece, Words
from ipog.workshop.schema import Number, Order, Try

SOME = ("where-mercury-goes", "carbon-and-its-limits")
"""Lessons with every kind of step between them."""
CITATION = re.compile(r"\[[a-z0-9-]+\]")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use(SOURCE)


def shown(piece: Piece) -> str:
    """The words of a piece; citations are left out, and lines of a plant file."""
    if isinstance(piece, Words):
        return "" if CITATION.search(piece.text) else piece.text
    return "" if isinstance(piece, Listing) else "\n".join("|".join(row) for row in piece.rows)


def said(session: Session) -> Iterator[str]:
    """All that a lesson says along the worked solution, with hints and wrong answers."""
    while True:
        page = session.page()
        yield page.title
        yield from map(shown, page.pieces)
        question = page.question
        if question is not None:
            bench = session.bench
            yield from (session.hint(question) for _ in range(len(question.hints) + 1))
            yield from map(shown, session.solve(question))
            yield session.earned(question)
            if isinstance(question, Number):
                yield check(question, 1e6, bench).why
                with pytest.raises(NotAnAnswer) as caught:
                    read_answer(question, "x")
                yield str(caught.value)
            elif isinstance(question, Order):
                yield check(question, right_order(question, bench)[::-1], bench).why
            elif isinstance(question, Try):
                start = read_answer(question, read(bench.plant_text(question.plant), "start"))
                yield check(question, start, bench).why
            else:
                yield check(question, "b", bench).why
        if not session.move(1):
            return


def test_a_lesson_is_wholly_in_the_language(tmp_path: Path) -> None:
    with marked_language():
        assert {step.do for name in SOME for step in lessons()[name].steps} >= {
            "edit", "run", "compare", "predict", "choose", "number", "order", "try",
        }  # fmt: skip
        for name in SOME:
            words = list(said(Session(name, Progress(tmp_path / "progress.json"))))
            assert len(words) > 60
            assert english_left("\n".join(words)) == []


def test_a_class_pack_is_wholly_in_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with marked_language():
        one = {SOME[1]: lessons()[SOME[1]]}
        monkeypatch.setattr("ipog.workshop.pack.lessons", lambda: one)
        for file in export(tmp_path, "1", "2"):
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".yaml":
                continue
            if file.suffix == ".html":
                assert '<html lang="x-marked">' in text
                text = text[text.index("<body>") : text.index("<script>")]
                text = unescape(re.sub(r"<pre>.*?</pre>|<[^>]*>", "\n", text, flags=re.DOTALL))
            text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
            kept = "\n".join(line for line in text.splitlines() if not CITATION.search(line))
            assert english_left(kept) == [], file


def test_figures_that_texts_quote_and_numbers_that_are_typed_have_the_comma() -> None:
    bench = Bench(lessons()["filter-against-esp"])
    question = next(q for q in bench.lesson.questions().values() if isinstance(q, Number))
    quoted = {name for name in bench.lesson.figures if 0.1 < bench.number(name) < 99}
    points = [bench.text(f"{{{name}}}") for name in quoted]
    use("fr")
    assert [bench.text(f"{{{name}}}") for name in quoted] == [text.replace(".", ",") for text in points]
    assert any("," in bench.text(f"{{{name}}}") for name in quoted)
    assert read_answer(question, f"12,5 {question.unit}") == 12.5
    with pytest.raises(NotAnAnswer, match="12,5"):
        read_answer(question, "x")
