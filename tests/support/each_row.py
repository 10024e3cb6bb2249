"""One test over all rows of a table: as strict as one test a row, without the price of thousands of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def each_row(rows: Iterable[Any], name: Callable[[Any], str]) -> Callable[[Callable[..., None]], Any]:
    """A decorator: the test is done for every row, and tells every row that fails.

    Parameters
    ----------
    rows : of the table
    name : what a row is called in the message
    """

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def run() -> None:
            faults = []
            count = 0
            for row in rows:
                count += 1
                try:
                    test(row)
                except AssertionError as error:
                    faults.append(f"{name(row)}: {error}")
            assert count, "the table is empty"
            assert not faults, "\n\n".join(faults)

        # Not functools.wraps: pytest would take the row for a fixture.
        run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
        return run

    return decorate
