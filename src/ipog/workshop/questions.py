"""Checking answers: right or wrong, and why; never a figure that was stored."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from ipog.diagnostics import InputError
from ipog.files import plant_data
from ipog.language import before_more, decimal, mark, tr
from ipog.plant import Plant
from ipog.quantities import QuantityError, read_amount
from ipog.shown import figure, percent
from ipog.workshop.bench import Bench, Case, case_of
from ipog.workshop.expressions import BadExpression
from ipog.workshop.schema import LETTERS, Asked, Choose, Chosen, Number, Order, Predict, Try

NOT_READ = mark("That is no answer to this question: {reason}.")
RIGHT = mark("Right.")
WRONG = mark("Not right.")
THANKS = mark("Noted. The model answers in a moment.")
TOO_MANY = mark("one of {letters} is expected")
NO_NUMBER = mark("a number is expected, such as {example}, in {unit}")
ALL_LETTERS = mark("all of {letters} in your order are expected, such as {example}")
ORDER_WRONG = mark(
    "Your order has {first} before {second}, but the model gives {first_value} for the first and "
    "{second_value} for the second."
)
EMPTY_PLANT = mark("the plant file has no unit that can be evaluated")


class NotAnAnswer(ValueError):
    """What was typed answers nothing; it does not count as an attempt."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of an answer.

    Attributes
    ----------
    right : whether it is right; None for a prediction
    why : the explanation, figures filled in
    """

    right: bool | None
    why: str


def read_answer(question: Asked, typed: Any) -> Any:
    """An answer as it is kept, in plain data: a letter, a number, letters in order, or a plant.

    Parameters
    ----------
    question : what was asked
    typed : text, or for a plant to change a :class:`ipog.plant.Plant`

    Raises
    ------
    NotAnAnswer
        if it answers nothing
    """
    if isinstance(question, Try):
        return nameless(typed)
    text = str(typed).strip()
    if isinstance(question, Chosen):
        letters = LETTERS[: len(question.choices)]
        letter = text.lower().removesuffix(")")
        if len(letter) != 1 or letter not in letters:
            raise NotAnAnswer(tr(NOT_READ, reason=tr(TOO_MANY, letters=", ".join(letters))))
        return letter
    if isinstance(question, Order):
        letters = LETTERS[: len(question.items)]
        given = [letter for letter in text.lower() if letter.isalnum()]
        if sorted(given) != list(letters):
            reason = tr(ALL_LETTERS, letters=", ".join(letters), example=" ".join(reversed(letters)))
            raise NotAnAnswer(tr(NOT_READ, reason=reason))
        return "".join(given)
    return _read_number(question, text)


def _read_number(question: Number, text: str) -> float:
    reason = tr(NO_NUMBER, example=decimal("12.5"), unit=tr(question.unit) or "1")
    # In an answer a comma can only be a decimal comma: nobody types thousands into a lesson.
    text = text.replace(",", ".")
    for unit in (question.unit, tr(question.unit)):
        text = text.removesuffix(unit).strip() if unit else text
    try:
        if question.dimension is not None:
            value = float(
                read_amount(
                    f"{text} {question.unit}" if _bare(text) else text, question.dimension, question.unit
                )
            )
        else:
            value = float(text)
    except QuantityError as error:
        raise NotAnAnswer(tr(NOT_READ, reason=str(error).rstrip("."))) from None
    except ValueError:
        raise NotAnAnswer(tr(NOT_READ, reason=reason)) from None
    if not math.isfinite(value):
        raise NotAnAnswer(tr(NOT_READ, reason=reason))
    return value


def _bare(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def check(question: Asked, answer: Any, bench: Bench) -> Verdict:
    """Whether an answer is right, and why or why not.

    Parameters
    ----------
    question : what was asked
    answer : as :func:`read_answer` gives it
    bench : of the lesson

    Raises
    ------
    NotAnAnswer
        if an answer that was kept can't be read any more
    """
    match question:
        case Predict():
            return Verdict(None, tr(THANKS))
        case Choose():
            return Verdict(answer == right_letter(question, bench), bench.text(_choice(question, answer).why))
        case Number():
            return _check_number(question, _is_number(answer), bench)
        case Order():
            return _check_order(question, str(answer), bench)
    return _check_try(question, answer, bench)


def right_letter(question: Chosen, bench: Bench) -> str:
    """The letter of the right choice, by the model where the lesson says so."""
    if question.pick is None:
        place = next(at for at, choice in enumerate(question.choices) if choice.right)
    else:
        values = [bench.number(choice.value or "") for choice in question.choices]
        place = values.index(max(values) if question.pick == "largest" else min(values))
    return LETTERS[place]


def right_order(question: Order, bench: Bench) -> str:
    """The letters of the items, the largest value first."""
    values = [bench.number(item.value) for item in question.items]
    places = sorted(range(len(values)), key=lambda place: -values[place])
    return "".join(LETTERS[place] for place in places)


def right_answer(question: Asked, bench: Bench) -> Any:
    """The worked solution as an answer."""
    match question:
        case Predict() | Choose():
            return right_letter(question, bench)
        case Number():
            return bench.number(question.answer)
        case Order():
            return right_order(question, bench)
    from ipog.workshop.bench import read

    return nameless(read(bench.changed_text(question.plant, question.solved_by), question.plant))


def right_in_words(question: Asked, bench: Bench) -> str:
    """The right answer as a person reads it."""
    match question:
        case Predict() | Choose():
            letter = right_letter(question, bench)
            return f"{letter}) {bench.text(_choice(question, letter).text)}"
        case Number():
            return f"{figure(bench.number(question.answer))} {tr(question.unit)}".strip()
        case Order():
            words = [
                bench.text(question.items[LETTERS.index(key)].text) for key in right_order(question, bench)
            ]
            return "; ".join(words)
    return "\n".join(question.solved_by)


def chosen_words(question: Chosen, letter: object, bench: Bench) -> tuple[str, str]:
    """Words and explanation of a choice; raises :class:`NotAnAnswer` if there is no such choice."""
    choice = _choice(question, letter)
    return bench.text(choice.text), bench.text(choice.why)


def _choice(question: Chosen, letter: Any) -> Any:
    letters = LETTERS[: len(question.choices)]
    if not isinstance(letter, str) or len(letter) != 1 or letter not in letters:
        raise NotAnAnswer(tr(NOT_READ, reason=tr(TOO_MANY, letters=", ".join(letters))))
    return question.choices[letters.index(letter)]


def _is_number(answer: Any) -> float:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        raise NotAnAnswer(tr(NOT_READ, reason=tr(NO_NUMBER, example=decimal("12.5"), unit="")))
    return float(answer)


def _close(given: float, wanted: float, tolerance: float) -> bool:
    # As many digits as the tables show are always near enough.
    return abs(given - wanted) <= max(tolerance / 100, 0.005) * abs(wanted)


def _check_number(question: Number, given: float, bench: Bench) -> Verdict:
    wanted = bench.number(question.answer)
    if _close(given, wanted, question.tolerance):
        return Verdict(True, bench.text(question.solution))
    for slip in question.slips:
        if _close(given, bench.number(slip.answer), question.tolerance):
            return Verdict(False, bench.text(slip.why))
    return Verdict(False, bench.text(question.low if given < wanted else question.high))


def _check_order(question: Order, given: str, bench: Bench) -> Verdict:
    letters = LETTERS[: len(question.items)]
    if sorted(given) != list(letters):
        raise NotAnAnswer(tr(NOT_READ, reason=tr(ALL_LETTERS, letters=letters, example=letters)))
    why = bench.text(question.why)
    values = {key: bench.number(item.value) for key, item in zip(letters, question.items, strict=True)}
    for first, second in pairwise(given):
        if values[first] < values[second]:
            wrong = tr(
                ORDER_WRONG,
                first=f"{first})",
                second=f"{second})",
                first_value=_in_unit(values[first], question.unit),
                second_value=_in_unit(values[second], question.unit),
            )
            return Verdict(False, before_more(wrong) + why)
    return Verdict(True, why)


def _in_unit(value: float, unit: str) -> str:
    return f"{percent(value)} %" if unit == "%" else f"{figure(value)} {tr(unit)}".strip()


def _check_try(question: Try, given: Any, bench: Bench) -> Verdict:
    case = tried(given, bench.lesson.plants[question.plant].samples)
    for rule in question.rules:
        if not _satisfied(rule.need, case, bench):
            return Verdict(False, _with_result(bench.text(rule.otherwise), case))
    return Verdict(True, _with_result(bench.text(question.reached), case))


def _satisfied(need: str, case: Case, bench: Bench) -> bool:
    try:
        return bool(bench.value(need, case))
    except BadExpression:
        # What the rule asks about is not there, such as the temperature of a device without one.
        return False


RESULT = mark("Your plant: {stack} ug/Nm3 at the stack, {removed} % of the coal's mercury removed.")


def _with_result(words: str, case: Case) -> str:
    stack = case.result.stack
    removed = decimal(f"{100 * stack.removal_fraction:.1f}")
    return before_more(words) + tr(RESULT, stack=figure(stack.hg_ug_nm3), removed=removed)


def tried(given: Any, samples: int = 0) -> Case:
    """The participant's plant with its result; raises :class:`NotAnAnswer`."""
    try:
        return case_of(Plant.model_validate(given), samples)
    except (InputError, ValidationError) as error:
        reason = error.problems[0].message if isinstance(error, InputError) else tr(EMPTY_PLANT)
        raise NotAnAnswer(tr(NOT_READ, reason=reason)) from None


def nameless(plant: Plant) -> dict[str, Any]:
    """The data of a plant without names and remarks, which could name a person or a company."""
    data = plain(plant_data(plant))
    country = data.get("plant", {}).get("country")
    units = [
        {key: value for key, value in unit.items() if key not in ("name", "measured", "targets", "sources")}
        for unit in data["units"][:1]
    ]
    for unit in units:
        for part in (*unit.get("coal_feed", []), *unit.get("apcs", [])):
            for key in ("name", "sources", "note"):
                part.pop(key, None)
    return {"plant": {"name": "answer"} | ({"country": country} if country else {}), "units": units}


def plain(value: Any) -> Any:
    """Data that JSON can hold and a plant file would read the same."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, bool | int):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, float):
        # An amount keeps what was written, with its unit and spread.
        return getattr(value, "text", None) or float(value)
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    return str(value)
