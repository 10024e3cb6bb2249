"""Options of commands that evaluate: how many draws, of which seed, with which stack tests, and how quiet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

DEFAULT_SAMPLES = 2000
"""As :data:`ipog.evaluate.DEFAULT_SAMPLES`, without loading the model to show the help."""


def samples_option(
    words: str, most: int = 1_000_000, default: int = DEFAULT_SAMPLES
) -> Callable[[Function], Function]:
    """``--samples``; ``words`` say what the draws are for."""
    return click.option(
        "--samples",
        type=click.IntRange(0, most),
        metavar="N",
        default=default,
        show_default=True,
        help=words,
    )


seed_option = click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draws of another seed.")
calibration_option = click.option(
    "--no-calibration", is_flag=True, help="Leave the unit's stack tests beside FILE aside."
)
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="No remarks on standard error; errors are still shown."
)
