"""``ipog learn``: lessons in the app or in the plain terminal, and what a trainer needs for a class."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from ipog.cli.output import deliver, format_option, made_for, output_option
from ipog.diagnostics import ExitCode
from ipog.language import plural, tr

if TYPE_CHECKING:
    from ipog.workshop.class_key import ClassKey
    from ipog.workshop.progress import Progress


def _lesson_ids(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from ipog.workshop import lessons

    found = lessons().items()
    return [CompletionItem(name, help=row.title) for name, row in found if name.startswith(incomplete)]


@click.command("learn")
@click.option("--list", "listed", is_flag=True, help="List the lessons, and how far you are.")
@click.option(
    "--text", "lesson", metavar="LESSON", shell_complete=_lesson_ids, help="A lesson in the plain terminal."
)
@click.option("--instructor", is_flag=True, help="Solutions at hand, nothing is recorded; for a wall.")
@click.option(
    "--reset", "forgotten", metavar="LESSON|all", help="Forget your progress in a lesson, or in all."
)
@click.option(
    "--export", "pack", metavar="FOLDER", help="Write the class pack: sheets, solutions, slides, plants."
)
@click.option("--force", is_flag=True, help="With --export, replace files that are there.")
@click.option("--new-class-key", "new_key", metavar="FILE", help="Make the key of a class.")
@click.option("--title", metavar="TEXT", default="", help="Name of the class, with --new-class-key.")
@click.option("--class-key", "key_file", metavar="FILE", help="Join a class, or collect for it.")
@click.option("--hand-in", "results", metavar="FOLDER", help="Write your signed result file.")
@click.option("--name", metavar="TEXT", default="", help="Your name, with --hand-in.")
@click.option("--collect", "folder", metavar="FOLDER", help="Gather result files into a class summary.")
@format_option("table", "csv", "json")
@output_option
def command(
    listed: bool,
    lesson: str | None,
    instructor: bool,
    forgotten: str | None,
    pack: str | None,
    force: bool,
    new_key: str | None,
    title: str,
    key_file: str | None,
    results: str | None,
    name: str,
    folder: str | None,
    form: str,
    output: str,
) -> int:
    """Learn with lessons on real plants and coals.

    Without options it opens the lessons in the app. --format and -o are for --list and --collect.

    Progress is kept on this computer; a lesson goes on where you left it.
    """
    wanted = [listed, lesson, forgotten, pack, new_key, results, folder]
    if sum(bool(option) for option in wanted) > 1:
        several = "--list, --text, --reset, --export, --new-class-key, --hand-in, --collect"
        raise click.UsageError(tr("one of {names}", names=several))
    if title and new_key is None:
        raise click.UsageError(tr("--title names a class that is made; give --new-class-key FILE as well"))
    if force and pack is None:
        raise click.UsageError(tr("--force is for --export"))
    if not listed and folder is None and _named("form", "output"):
        raise click.UsageError(tr("--format and -o are for --list and --collect"))
    from ipog.workshop.progress import Progress

    if new_key is not None:
        return _new_key(new_key, title)
    if pack is not None:
        return _export(pack, replace=force)
    progress = Progress(keep=not instructor)
    if progress.note is not None:
        from ipog.cli.outcome import show_text

        show_text(progress.note)
        progress.note = None
    if key_file is not None and folder is None:
        _join(progress, key_file)
    if folder is not None:
        return _collect(folder, progress, key_file, form, output)
    if results is not None:
        return _hand_in(results, name, progress)
    if forgotten is not None:
        return _reset(forgotten, progress)
    if listed:
        return _list(progress, form, output)
    if lesson is not None:
        return _text(lesson, progress, instructor)
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise click.UsageError(
            tr("the app needs a terminal; ipog learn --list and ipog learn --text LESSON do without")
        )
    from ipog.cli.spoken import asked_language
    from ipog.tui.app import run

    return run(learn="instructor" if instructor else "participant", language=asked_language())


def _named(*parameters: str) -> bool:
    """Whether one of the options was given."""
    sources = map(click.get_current_context().get_parameter_source, parameters)
    return any(source is not ParameterSource.DEFAULT for source in sources)


def _list(progress: Progress, form: str, output: str) -> int:
    from ipog.cli.render.learn_text import list_rows, list_text

    if form == "table":
        deliver(list_text(progress), output)
    else:
        from ipog.cli.render.write import written

        deliver(made_for(form, lambda: written(list_rows(progress), form)), output)
    return ExitCode.FINE


def _text(lesson: str, progress: Progress, instructor: bool) -> int:
    from ipog.cli.learn_text import TextLesson
    from ipog.workshop import Session

    TextLesson(Session(lesson, progress, instructor=instructor), input).run()
    return ExitCode.FINE


def _reset(given: str, progress: Progress) -> int:
    from ipog.workshop import lesson_named

    progress.reset(None if given == "all" else lesson_named(given)[0])
    deliver(tr("Forgotten."))
    return ExitCode.FINE


def _export(pack: str, *, replace: bool) -> int:
    import ipog
    from ipog.model import shipped
    from ipog.workshop.pack import export

    written = export(Path(pack), ipog.__version__, shipped().label, replace=replace)
    deliver(
        plural(
            "{count} file in {folder}; begin with {first}",
            "{count} files in {folder}; begin with {first}",
            len(written),
            folder=pack,
            first=written[0],
        )
    )
    return ExitCode.FINE


def _new_key(file: str, title: str) -> int:
    from ipog.cli.output import refuse_to_replace
    from ipog.workshop.class_key import new_class, save_class

    path = Path(file)
    refuse_to_replace(path, force=False)
    save_class(new_class(title.strip() or path.stem), path)
    said = tr(
        "{file}: give this file to the participants, and keep it for {command}",
        file=path,
        command="ipog learn --collect",
    )
    deliver(said)
    return ExitCode.FINE


def _join(progress: Progress, key_file: str) -> None:
    from ipog.workshop.class_key import load_class

    progress.class_key = load_class(Path(key_file)).plain()
    progress.save()


def _key(progress: Progress, key_file: str | None) -> ClassKey:
    """The key of a file, or of the class that was joined."""
    from ipog.workshop.class_key import class_of, load_class

    if key_file is not None:
        return load_class(Path(key_file))
    try:
        return class_of(progress.class_key)
    except (KeyError, TypeError, ValueError):
        message = tr("no class is joined; give --class-key FILE, which the trainer has")
        raise click.UsageError(message) from None


def _hand_in(results: str, name: str, progress: Progress) -> int:
    from ipog.workshop.hand_in import hand_in

    key = _key(progress, None)
    if not name.strip():
        if not sys.stdin.isatty():
            raise click.UsageError(tr("whose results are they? Give --name"))
        name = click.prompt(tr("Your name, as the trainer shall read it"))
    deliver(str(hand_in(name, progress, key, Path(results))))
    return ExitCode.FINE


def _collect(folder: str, progress: Progress, key_file: str | None, form: str, output: str) -> int:
    from ipog.cli.outcome import show_text
    from ipog.cli.render.learn_text import class_data, class_rows, class_text
    from ipog.workshop.collect import collect

    # Of what is not counted a person is told, unless it is in the data.
    summary = made_for(
        "table" if form == "csv" else form, lambda: collect(Path(folder), _key(progress, key_file))
    )
    if form == "table":
        deliver(class_text(summary), output)
    else:
        from ipog.cli.render.write import written

        deliver(written(class_rows(summary) if form == "csv" else class_data(summary), form), output)
        for file, reason in summary.not_counted.items() if form == "csv" else ():
            show_text(tr("not counted: {file} {reason}", file=file, reason=reason))
    return ExitCode.SOME_FAILED if summary.not_counted else ExitCode.FINE
