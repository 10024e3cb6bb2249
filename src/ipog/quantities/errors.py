"""What can be wrong with a number and its unit."""

from __future__ import annotations

from ipog.language import tr


class QuantityError(ValueError):
    """A quantity that can't be read; its text is one sentence for the user.

    Attributes
    ----------
    id : stable key of the fault: ``"not-a-number"``, ``"decimal-comma"``, ``"not-finite"``,
        ``"unknown-unit"``, ``"ambiguous-unit"``, ``"wrong-dimension"``, ``"missing-unit"``,
        ``"missing-value"``, ``"bad-spread"`` or ``"out-of-range"``
    given : what was written, shortened to one line's length
    allowed : what would be accepted, or None
    nearest : the closest right spelling, or None
    """

    def __init__(
        self,
        error_id: str,
        message: str,
        given: object,
        allowed: str | None = None,
        nearest: str | None = None,
    ) -> None:
        super().__init__(message)
        self.id = error_id
        self.given = shown(given, 60)
        self.allowed = allowed
        self.nearest = nearest


def shown(value: object, longest: int = 40) -> str:
    """A value as text of bounded length, for a message."""
    try:
        text = str(value)
    except (ValueError, RecursionError):
        # Python refuses to print integers of more than 4300 digits, also within a list.
        text = tr("a very long {kind}", kind=type(value).__name__)
    return text if len(text) <= longest else f"{text[:longest]}..."
