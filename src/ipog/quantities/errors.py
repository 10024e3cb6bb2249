"""What can be wrong with a number and its unit."""

from __future__ import annotations


class QuantityError(ValueError):
    """A quantity that can't be read; its text is one sentence for the user.

    Attributes
    ----------
    id : stable key of the fault, such as ``"decimal-comma"``
    given : what was written
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
        self.given = _shown(given)
        self.allowed = allowed
        self.nearest = nearest


def _shown(value: object, longest: int = 60) -> str:
    text = str(value)
    return text if len(text) <= longest else f"{text[:longest]}..."
