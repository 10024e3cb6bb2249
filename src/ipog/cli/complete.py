"""What a shell offers while a command is typed."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def plant_files(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Examples once their prefix is begun, files otherwise."""
    from ipog.cli.inputs import EXAMPLE_PREFIX

    if incomplete and EXAMPLE_PREFIX.startswith(incomplete[: len(EXAMPLE_PREFIX)]):
        from ipog.examples import ids

        offered = [EXAMPLE_PREFIX + name for name in ids()]
        found = [CompletionItem(name) for name in offered if name.startswith(incomplete)]
        if found:
            return found
    return [CompletionItem(incomplete, type="file")]


def example_ids(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the examples."""
    from ipog.examples import ids

    return [CompletionItem(name) for name in ids() if name.startswith(incomplete)]


def coal_ids(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the library's coals."""
    from ipog.coals import library

    found = [coal for coal in library().values() if coal.id.startswith(incomplete)]
    return [CompletionItem(coal.id, help=coal.name) for coal in found]


def limit_ids(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the limits."""
    from ipog.limits import limits

    found = [limit for limit in limits().values() if limit.id.startswith(incomplete)]
    return [CompletionItem(limit.id, help=limit.applies_to) for limit in found]
