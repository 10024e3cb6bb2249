"""Plants that were measured, as plant files: what was published, the rest left to the defaults; and fleets
as tables of units.

Each plant file cites its source and holds the measured value, which an evaluation shows beside the
prediction. Each row of a table says where its figures are from and what of it is assumed.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from ipog.language import tr

SUFFIX = ".yaml"
TABLE_SUFFIX = ".csv"


class UnknownExample(ValueError):
    """An example that is not shipped.

    Attributes
    ----------
    nearest : the closest id, or None
    """

    def __init__(self, given: str) -> None:
        import difflib

        near = difflib.get_close_matches(given.casefold(), [*ids(), *tables()], n=1)
        self.nearest = near[0] if near else None
        super().__init__(tr("there is no example {given!r}", given=given))


@cache
def ids() -> tuple[str, ...]:
    """Ids of all plants, which begin with the country."""
    return _names(SUFFIX)


@cache
def tables() -> tuple[str, ...]:
    """Ids of all fleets, which begin with the country."""
    return _names(TABLE_SUFFIX)


def _names(suffix: str) -> tuple[str, ...]:
    names = [entry.name for entry in files("ipog.examples").iterdir()]
    return tuple(sorted(name.removesuffix(suffix) for name in names if name.endswith(suffix)))


def read(example_id: str) -> str:
    """The text of a plant; raises :class:`UnknownExample`."""
    if example_id not in ids():
        raise UnknownExample(example_id)
    return files("ipog.examples").joinpath(example_id + SUFFIX).read_text(encoding="utf-8")


def path_of(example_id: str) -> Path:
    """The file of a plant or of a fleet; raises :class:`UnknownExample`."""
    suffix = SUFFIX if example_id in ids() else TABLE_SUFFIX
    if suffix == TABLE_SUFFIX and example_id not in tables():
        raise UnknownExample(example_id)
    return Path(str(files("ipog.examples").joinpath(example_id + suffix)))
