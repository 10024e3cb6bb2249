"""The text of a quantity: a strict number, its unit, and a spread. Nothing is ever evaluated.

Decimal commas, thousands separators and arithmetic are refused rather than guessed, because
``12,5`` read as 125 is a wrong plant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, SupportsFloat

from ipog.language import tr
from ipog.quantities.errors import QuantityError, shown

LONGEST_TEXT = 120
EXAMPLE = "0.12 mg/kg +- 20 %"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLUS_MINUS = re.compile(r"\+/-|\+-|±")
_RELATIVE = re.compile(r"(?:%|percent)\s*(?:rel\.?|relative)$")
_DASH_RANGE = re.compile(r"(?:^|\s)(?:-|–|—|to)\s*[0-9]")
_MINUS_SIGNS = "−–—"


@dataclass(frozen=True, slots=True)
class Part:
    """A number and the unit behind it, empty if there is none."""

    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity as written, before its units are looked up.

    Attributes
    ----------
    text : what was written, blanks tidied
    kind : ``"plain"``, ``"half_width"`` (``first +- second``) or ``"range"`` (``first..second``)
    first, second : its parts
    relative : whether the half-width is said to be relative (``+- 5 % relative``)
    """

    text: str
    kind: Literal["plain", "half_width", "range"]
    first: Part
    second: Part | None = None
    relative: bool = False


def parse(text: str, allowed: Callable[[], str]) -> Written:
    """Text split into numbers and units.

    Parameters
    ----------
    text : what the user wrote
    allowed : gives what to name as allowed in an error

    Raises
    ------
    QuantityError
        ``"not-a-number"``, ``"decimal-comma"``, ``"not-finite"``, ``"missing-value"`` or ``"bad-spread"``
    """
    if len(text) > LONGEST_TEXT:
        message = tr("a text of {length} characters is too long for a quantity", length=len(text))
        raise QuantityError("not-a-number", message, text, allowed())
    tidy = " ".join(text.split())
    if not tidy:
        raise QuantityError("missing-value", tr("a quantity is empty"), text, allowed())
    bounds, halves = tidy.split(".."), _PLUS_MINUS.split(tidy)
    if len(bounds) + len(halves) > 3:
        message = tr("{given!r} has more than one spread", given=shown(tidy))
        raise QuantityError("bad-spread", message, text, EXAMPLE)
    if len(bounds) == 2:
        low, high = bounds
        return Written(tidy, "range", _part(low, tidy, allowed), _part(high, tidy, allowed))
    first = _part(halves[0], tidy, allowed)
    if len(halves) == 1:
        return Written(tidy, "plain", first)
    half, said_relative = _RELATIVE.subn("%", halves[1].strip())
    return Written(tidy, "half_width", first, _part(half, tidy, allowed), bool(said_relative))


def finite(number: SupportsFloat, given: object) -> float:
    """The number, unless it is infinite or not a number: those raise QuantityError."""
    try:
        result = float(number)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise QuantityError("not-finite", _not_finite(shown(given)), given, tr("a finite number"))
    return result


def _not_finite(given: str) -> str:
    return tr("{given!r} is not a finite number", given=given)


def _part(text: str, whole: str, allowed: Callable[[], str]) -> Part:
    text = text.strip()
    if not text:
        message = tr("a number is missing on one side of the spread in {given!r}", given=shown(whole))
        examples = tr("{one}, or {other}", one=EXAMPLE, other="0.08..0.20 mg/kg")
        raise QuantityError("bad-spread", message, whole, examples)
    match = _NUMBER.match(text)
    rest = text[match.end() :] if match else ""
    if match is None or re.match(r"[,.'_’]|\s*[0-9*/^(×x+]", rest):
        raise _not_a_number(text, allowed())
    if _DASH_RANGE.search(rest):
        message = tr("{given!r} looks like a range: write two dots between its ends", given=shown(whole))
        raise QuantityError("bad-spread", message, whole, "0.08..0.20 mg/kg")
    return Part(finite(float(match.group()), match.group()), rest.strip())


def _not_a_number(text: str, allowed: str) -> QuantityError:
    """The error for text that does not start with a number, as helpful as can be."""
    given = shown(text)
    error_id = "not-a-number"
    digits = re.match(r"[+-]?[0-9][0-9.,]*", text)
    if digits and "," in digits.group():
        error_id, message = "decimal-comma", _comma_message(digits.group().rstrip(".,"), given)
    elif re.match(r"[+-]?[0-9]{1,3}(?:[ '_’][0-9]{3})+", text):
        message = tr("{given!r} has a thousands separator: write the digits together", given=given)
    elif re.match(r"[+-]?[0-9]+\.[0-9]+\.", text):
        message = tr("{given!r} has two decimal points", given=given)
    elif re.match(r"[+-]?[0-9]+\.(?![0-9])", text):
        message = tr("{given!r} lacks a digit behind the decimal point", given=given)
    elif re.match(r"[+-]?\.[0-9]", text):
        right = text.replace(".", "0.", 1)[:20]
        message = tr("{given!r} lacks the digit before the point: write {right}", given=given, right=right)
    elif re.match(r"[+-]?(?:nan|inf|infinity)\b", text, re.IGNORECASE):
        error_id, message = "not-finite", _not_finite(given)
    elif re.match(r"[<>≤≥]", text):
        message = tr("{given!r} is a bound: write a range such as 0..0.05 instead", given=given)
    elif text[0] in _MINUS_SIGNS:
        message = tr("{given!r} starts with a dash: write a minus sign as -", given=given)
    elif re.match(r"[+-]?[0-9.]+ +[0-9]", text):
        message = tr("{given!r} has two numbers", given=given)
    elif re.match(r"[+-]?[0-9.]+\s*[*/^(×x+]", text):
        message = tr(
            "{given!r} is arithmetic: write one number, with powers of ten as in 1.2e-3", given=given
        )
    else:
        message = tr("{given!r} does not start with a number", given=given)
    return QuantityError(error_id, message, text, allowed)


def _comma_message(digits: str, given: str) -> str:
    """Both readings of one comma; for several separators, what they seem to be."""
    if digits.count(",") == 1 and "." not in digits:
        point, joined = digits.replace(",", "."), digits.replace(",", "")
        if re.match(r"[+-]?0,", digits):
            return tr("{given!r} has a decimal comma: write {right}", given=digits, right=point)
        return tr(
            "{given!r} may mean {one} or {other}: write {one} or {other}",
            given=digits,
            one=point,
            other=joined,
        )
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", digits):
        joined = digits.replace(",", "")
        return tr("{given!r} has a thousands separator: write {right}", given=digits, right=joined)
    return tr(
        "{given!r} mixes points and commas: write one decimal point and no other separator", given=given
    )
