"""Advice in another language: all that is said is in it, and what is written stays English."""

from __future__ import annotations

from collections.abc import Iterator

from marked_language import OPEN, english_left, marked_language

from ipog.advice import UnitAdvice, advise, applied_text, in_short, measures, questions, steps_of
from ipog.examples import read
from ipog.files import read_plant_text

ASKED = (("za-duvha", "0.01 ug/Nm3"), ("us-gaston", None))


def said(unit: UnitAdvice) -> Iterator[str]:
    """All words of an advice."""
    yield unit.target_basis
    yield from (*unit.remarks, *unit.assumptions, *unit.not_possible.values(), *in_short(unit))
    yield from (item.text for item in unit.sensitivity)
    for visit in unit.trace.visits:
        yield from (visit.question, visit.because)
    yield from (*unit.trace.opened.values(), *unit.trace.closed.values())
    for step in unit.pathway:
        yield from (step.title, step.why, step.verify)
    for practice in unit.practices:
        yield from (practice.name, practice.look_at, practice.good, practice.neglect)
    for option in unit.levels:
        yield from (option.name, *option.reasons, *option.thin, *(row.label for row in option.cost.rows))
        yield from (item.name for item in option.co_benefits)
        for step_taken in option.steps:
            measure = step_taken.measure
            yield from (measure.effect, measure.cross_media, measure.benefits, measure.bat_level)
            yield from (measure.verify, *measure.needs, *measure.risks)


def test_all_that_advice_says_is_in_the_language() -> None:
    with marked_language():
        for example, target in ASKED:
            for unit in advise(read_plant_text(read(example)), target=target, samples=10).units[:1]:
                words = dict.fromkeys(said(unit))
                assert len(words) > 200
                assert english_left("\n".join(words)) == []


def test_questions_of_the_tree_are_in_the_language() -> None:
    with marked_language():
        nodes = list(questions().values())
        assert all(node.question.startswith(OPEN) for node in nodes)
        assert all(branch.because.startswith(OPEN) for node in nodes for branch in (node.yes, node.no))
    assert questions()["target"].question == "Is every target met with the wanted confidence?"


def test_nothing_of_the_language_stays_and_files_are_english() -> None:
    text = read("us-gaston")
    english = applied_text(text, 0, steps_of("heat_rate_operation@1"))
    with marked_language():
        assert measures()["heat_rate_operation"].name.startswith(OPEN)
        assert applied_text(text, 0, steps_of("heat_rate_operation@1")) == english
        units = {measure.level_unit for measure in measures().values()}
    assert measures()["heat_rate_operation"].name == "operate for a better heat rate"
    assert units == {measure.level_unit for measure in measures().values()}
