"""Conditions of the decision tree: small expressions over facts, read here and nowhere evaluated as code.

``has_wet_fgd and not (so3_ppmv > 3 or rank is lignite)`` is the whole language: a fact that is true or
false, a number compared with ``<``, ``<=``, ``>`` or ``>=``, a word compared with ``is``; ``not``,
``and``, ``or`` and brackets. A fact that is not known makes an answer unknown, unless the rest decides.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

Fact = bool | float | str | None
"""Value of a fact; None if it is not known."""

_TOKEN = re.compile(r"\s*(?:(\(|\)|<=|>=|<|>)|([A-Za-z_][A-Za-z0-9_]*)|(-?\d+(?:\.\d+)?))")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_RESERVED = frozenset({"and", "or", "not", "is"})


class BadCondition(ValueError):
    """An expression that is not of the language."""


class Condition(Protocol):
    """A condition that was read."""

    def answer(self, facts: Mapping[str, Fact]) -> bool | None:
        """True or False; None if what is not known decides."""

    def uses(self) -> Iterator[tuple[str, str]]:
        """Facts it names, each with the kind it takes them for: ``flag``, ``number`` or ``word``."""


@dataclass(frozen=True, slots=True)
class _Flag:
    fact: str

    def answer(self, facts: Mapping[str, Fact]) -> bool | None:
        value = facts[self.fact]
        return None if value is None else bool(value)

    def uses(self) -> Iterator[tuple[str, str]]:
        yield self.fact, "flag"


@dataclass(frozen=True, slots=True)
class _Compare:
    fact: str
    operation: str
    number: float

    def answer(self, facts: Mapping[str, Fact]) -> bool | None:
        value = facts[self.fact]
        return None if value is None else _COMPARE[self.operation](float(value), self.number)

    def uses(self) -> Iterator[tuple[str, str]]:
        yield self.fact, "number"


@dataclass(frozen=True, slots=True)
class _Is:
    fact: str
    word: str

    def answer(self, facts: Mapping[str, Fact]) -> bool | None:
        value = facts[self.fact]
        return None if value is None else value == self.word

    def uses(self) -> Iterator[tuple[str, str]]:
        yield self.fact, "word"


@dataclass(frozen=True, slots=True)
class _Not:
    inner: Condition

    def answer(self, facts: Mapping[str, Fact]) -> bool | None:
        value = self.inner.answer(facts)
        return None if value is None else not value

    def uses(self) -> Iterator[tuple[str, str]]:
        yield from self.inner.uses()


@dataclass(frozen=True, slots=True)
class _Chain:
    """``and`` if ``decisive`` is False, ``or`` if it is True: that answer of one part settles it."""

    parts: tuple[Condition, ...]
    decisive: bool

    def answer(self, facts: Mapping[str, Fact]) -> bool | None:
        answers = [part.answer(facts) for part in self.parts]
        if self.decisive in answers:
            return self.decisive
        return None if None in answers else not self.decisive

    def uses(self) -> Iterator[tuple[str, str]]:
        for part in self.parts:
            yield from part.uses()


def read_condition(text: str) -> Condition:
    """The condition of an expression; raises :class:`BadCondition`."""
    reader = _Reader(text)
    condition = reader.alternatives()
    if reader.peek() is not None:
        raise BadCondition(f"{text!r}: {reader.peek()!r} is out of place")
    return condition


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split())
        self._at = 0

    def _split(self) -> Iterator[str]:
        text, place = self._text.rstrip(), 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise BadCondition(f"{text!r}: {text[place:].strip()!r} can't be read")
            yield match.group(0).strip()
            place = match.end()

    def peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> str:
        token = self.peek()
        if token is None:
            raise BadCondition(f"{self._text!r} ends too early")
        self._at += 1
        return token

    def alternatives(self) -> Condition:
        return self._joined("or", self._all, decisive=True)

    def _all(self) -> Condition:
        return self._joined("and", self._one, decisive=False)

    def _joined(self, word: str, part: Callable[[], Condition], *, decisive: bool) -> Condition:
        parts = [part()]
        while self.peek() == word:
            self._take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else _Chain(tuple(parts), decisive)

    def _one(self) -> Condition:
        token = self._take()
        if token == "not":
            return _Not(self._one())
        if token == "(":
            inner = self.alternatives()
            if self._take() != ")":
                raise BadCondition(f"{self._text!r}: a bracket is not closed")
            return inner
        if token in _RESERVED or not token[0].isalpha():
            raise BadCondition(f"{self._text!r}: {token!r} is no fact")
        following = self.peek()
        if following == "is":
            self._take()
            word = self._take()
            if word in _RESERVED or not word[0].isalpha():
                raise BadCondition(f"{self._text!r}: {word!r} is no word")
            return _Is(token, word)
        if following in _COMPARE:
            operation, number = self._take(), self._take()
            try:
                return _Compare(token, operation, float(number))
            except ValueError:
                raise BadCondition(f"{self._text!r}: {number!r} is no number") from None
        return _Flag(token)
