"""Plants that were measured, as plant files: what was published, the rest left to the defaults.

Each file cites its source and holds the measured value, which an evaluation shows beside the prediction.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files

SUFFIX = ".yaml"


class UnknownExample(ValueError):
    """An example that is not shipped.

    Attributes
    ----------
    nearest : the closest id, or None
    """

    def __init__(self, given: str) -> None:
        near = difflib.get_close_matches(given.casefold(), ids(), n=1)
        self.nearest = near[0] if near else None
        super().__init__(f"there is no example {given!r}")


@cache
def ids() -> tuple[str, ...]:
    """Ids of all examples, which begin with the country."""
    folder = files("ipog.examples")
    return tuple(
        sorted(entry.name.removesuffix(SUFFIX) for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    )


def read(example_id: str) -> str:
    """The text of an example; raises :class:`UnknownExample`."""
    if example_id not in ids():
        raise UnknownExample(example_id)
    return files("ipog.examples").joinpath(example_id + SUFFIX).read_text(encoding="utf-8")
