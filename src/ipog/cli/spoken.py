"""The language of a command: that of ``--language``, else of the environment, else of the app's settings."""

from __future__ import annotations

import click

LANGUAGE = "ipog.language"
"""Where a context keeps the code that somebody asked for."""
HELP = "Language to speak, such as fr, es, ru or zh; else that of IPOG_LANGUAGE, else that of the app."


def language_option() -> click.Option:
    """``--language`` of a command, which outdoes that of the group before it."""
    return click.Option(
        ["--language"], metavar="CODE", help=HELP, expose_value=False, is_eager=True, callback=_asked
    )


def with_language(command: click.Command) -> click.Command:
    """A command, and those of its group, with ``--language``."""
    if all(option.name != "language" for option in command.params):
        command.params.append(language_option())
    if isinstance(command, click.Group):
        for each in command.commands.values():
            with_language(each)
    return command


def begin(ctx: click.Context, _option: click.Parameter, code: str | None) -> None:
    """Speak the language that is asked for before a command is known, or that of the app's settings."""
    if not ctx.resilient_parsing:
        _speak(ctx, code)


def _asked(ctx: click.Context, _option: click.Parameter, code: str | None) -> None:
    if code is not None:
        _speak(ctx, code)


def _speak(ctx: click.Context, code: str | None) -> None:
    from ipog.language import UnknownLanguage, use
    from ipog.settings import load_settings

    if code is not None:
        ctx.meta[LANGUAGE] = code
    settings = load_settings()
    try:
        use(settings.language if code is None else code, comma=settings.comma)
    except UnknownLanguage as error:
        raise click.BadParameter(str(error), ctx, param_hint="'--language'") from None


def asked_language() -> str:
    """Code of the language that ``--language`` or IPOG_LANGUAGE asks for; empty if neither does."""
    code: str = click.get_current_context().meta.get(LANGUAGE, "")
    return code
