"""What click says of a wrong command line, in the language in use."""

from __future__ import annotations

import re

import click

from ipog.diagnostics import said
from ipog.language import mark, tr

_USAGE = "Usage: "
"""What click begins with."""

SENTENCES = (
    mark("Missing argument {name}."),
    mark("Missing option {name}."),
    mark("Got unexpected extra argument ({words})"),
    mark("Got unexpected extra arguments ({words})"),
    mark("No such option {name}."),
    mark("No such option {name}. Did you mean {word}?"),
    mark("No such option {name}. (Did you mean one of: {words}?)"),
    mark("No such command {name}."),
    mark("No such command {name}. Did you mean {word}?"),
    mark("No such command {name}. (Did you mean one of: {words}?)"),
    mark("Option {name} requires an argument."),
    mark("Option {name} does not take a value."),
    mark("Invalid value for {name}: {problem}"),
    mark("{value} is not one of {words}."),
    mark("{value} is not from {low} to {high}."),
    mark("{value} is not {low} or more."),
    mark("{value} is not a whole number."),
    mark("{value} is not a number with a decimal point."),
)
"""Sentences of click, with places for what differs; one that is not here stays English."""
_PROBLEM = "problem"
"""The place that holds another sentence."""


def usage_message(error: click.ClickException) -> str:
    """How the command is used, and what is wrong with its words."""
    lines = []
    if isinstance(error, click.UsageError) and error.ctx is not None:
        lines += [
            tr("Usage: {command}", command=error.ctx.get_usage().removeprefix(_USAGE)),
            tr("Help: {command}", command=f"{error.ctx.command_path} --help"),
            "",
        ]
    return "\n".join([*lines, said("error", _translated(_plain(error.format_message())))])


def _translated(message: str) -> str:
    for sentence in SENTENCES:
        found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(sentence)), message, re.DOTALL)
        if found is not None:
            places = found.groupdict()
            if _PROBLEM in places:
                places[_PROBLEM] = _translated(places[_PROBLEM])
            return tr(sentence, **places)
    return message


def _plain(message: str) -> str:
    """The message of a wrong number without signs of mathematics, and with what is allowed."""
    message = re.sub(r"is not in the range (\S+)<=x<=(\S+)\.$", r"is not from \1 to \2.", message)
    message = re.sub(r"is not in the range x>=(\S+)\.$", r"is not \1 or more.", message)
    message = re.sub(r"is not a valid integer( range)?\.$", "is not a whole number.", message)
    return re.sub(r"is not a valid float( range)?\.$", "is not a number with a decimal point.", message)
