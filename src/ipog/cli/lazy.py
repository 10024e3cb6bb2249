"""A group of commands whose modules are imported when they are called, not before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from ipog.cli.spoken import with_language
from ipog.language import tr


class LazyGroup(click.Group):
    """A group that knows its commands by name and module.

    Parameters
    ----------
    commands_by_name : for each command its module, which holds it under the attribute ``command``, and
        its line in the help; the help is shown without importing a command
    """

    def __init__(self, *args: Any, commands_by_name: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.commands_by_name = commands_by_name

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names in the order of the table, which is that of use."""
        return list(self.commands_by_name)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in self.commands_by_name:
            return None
        command: click.Command = import_module(self.commands_by_name[cmd_name][0]).command
        return with_language(command)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.commands_by_name.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; an unknown one is answered with the nearest."""
        name = args[0]
        if name in self.commands_by_name or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        import difflib

        near = difflib.get_close_matches(name, self.commands_by_name, n=1)
        said = (
            tr("{name} is not a command; did you mean {word}?", name=repr(name), word=near[0])
            if near
            else tr("{name} is not a command", name=repr(name))
        )
        raise click.UsageError(said, ctx)
