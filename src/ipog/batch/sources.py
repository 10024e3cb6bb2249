"""What a batch is told to read: files, folders and patterns, as an ordered list of files."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ipog.diagnostics import InputError, Problem
from ipog.examples import UnknownExample, path_of
from ipog.files.text import MAX_BYTES
from ipog.language import mark, tr
from ipog.vocabulary import nearest

Form = Literal["yaml", "csv", "workbook", "parquet"]

FORMS: dict[str, Form] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "workbook",
    ".parquet": "parquet",
}
ALLOWED = mark(
    "a YAML file, a table (.csv, .xlsx, .parquet), a folder of YAML files, or a pattern such as plants/*.yaml"
)
EXAMPLE = "example:"
"""What the name of a shipped plant or fleet begins with."""
MOST_HELD = 50_000_000
"""Bytes of small files that are held from their first reading on."""
_OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
_TABLES = (".csv", ".xlsx", ".parquet")
TESTS = ".calibration.toml"
"""What the name of a file of stack tests ends in; loading their room would cost more than a batch needs."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SMALL = 1 << 16
_BLOCK = 1 << 20
_YAML = tuple(ending for ending, form in FORMS.items() if form == "yaml")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes
    ----------
    name : as it is shown in results and problems
    location : where it is
    form : what it holds
    data : its bytes, for who does not see the file; None if it is to be read
    tests : where stack tests of a plant file are kept, if there are any
    tests_data : the bytes of these
    repeats : name of a plant file before that holds the same
    """

    name: str
    location: str
    form: Form
    data: bytes | None = None
    tests: Path | None = None
    tests_data: bytes | None = None
    repeats: str | None = None

    @property
    def path(self) -> Path:
        """Where it is, as a path: of thousands of files few are looked at so."""
        return Path(self.location)

    def with_data(self) -> Source:
        """The source with its bytes; without, if it can't be read: whoever tries then tells why."""
        found = self if self.data is not None else replace(self, data=_small(self.path))
        if self.tests is not None and self.tests_data is None:
            return replace(found, tests_data=_small(self.tests))
        return found

    def without_tests(self) -> Source:
        """The source as if no stack tests were kept beside it."""
        return self if self.tests is None else replace(self, tests=None)


def _small(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError:
        return None


def find_sources(inputs: Sequence[str]) -> list[Source]:
    """The files behind the words of a command line, each once, in their order.

    A folder stands for all YAML files in it and below it, by name; a pattern for what fits it.

    Raises
    ------
    ipog.diagnostics.InputError
        for every word behind which there is nothing
    """
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    same = _Same()
    for word in inputs:
        try:
            if word.startswith(EXAMPLE):
                path = _example(word)
                found.setdefault(same.key(str(path)), Source(word, str(path), _form(path)))
            elif Path(word).is_dir():
                for source, is_link in _in_folder(word):
                    found.setdefault(same.key(source.location, is_link=is_link), source)
            else:
                for path in _paths(word):
                    found.setdefault(same.key(str(path)), _source(path))
        except InputError as error:
            problems.extend(error.problems)
        except OSError as error:
            # A folder that is closed to the user: leaving it out would leave out its plants.
            problems.append(_unreadable(str(error.filename or word), error))
    if problems:
        raise InputError(problems)
    return list(found.values())


def _unreadable(name: str, error: OSError) -> Problem:
    message = tr("{path} can't be read: {reason}", path=name, reason=error.strerror or error)
    return Problem("unreadable-file", message, file=name)


def _source(path: Path) -> Source:
    form = _form(path)
    tests = path.with_suffix(TESTS) if form == "yaml" else None
    return Source(
        path.as_posix(), str(path), form, tests=tests if tests is not None and tests.exists() else None
    )


def _example(word: str) -> Path:
    try:
        return path_of(word.removeprefix(EXAMPLE))
    except UnknownExample as error:
        near = None if error.nearest is None else EXAMPLE + error.nearest
        allowed = tr("an id that {command} shows", command="ipog examples")
        raise InputError(
            [Problem("unknown-example", str(error), given=word, allowed=allowed, nearest=near)]
        ) from None


def _paths(word: str) -> Iterator[Path]:
    path = Path(word)
    if path.exists():
        yield path
    elif glob.has_magic(word):
        names = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        files = [Path(name) for name in names if Path(name).is_file()]
        if not files:
            raise _fault("no-files", tr("no file fits {pattern}", pattern=word), word, tr(ALLOWED))
        yield from files
    else:
        message = tr("{file} does not exist", file=word)
        near = _neighbour(path)
        raise InputError([Problem("unreadable-file", message, file=word, allowed=tr(ALLOWED), nearest=near)])


def _no_files(word: str, folder: Path) -> InputError:
    """A folder without plant files; a table in it is to be named itself."""
    tables = sorted(each.name for each in folder.iterdir() if each.suffix.lower() in _TABLES)
    near = (folder / tables[0]).as_posix() if tables else None
    message = tr("{folder} holds no YAML files", folder=word)
    if tables:
        message = tr("{folder} holds no YAML files, and tables are read only by their own name", folder=word)
    allowed = tr("a folder with .yaml or .yml files")
    return InputError([Problem("no-files", message, file=word, allowed=allowed, nearest=near)])


def _neighbour(path: Path) -> str | None:
    """Something of the same folder with nearly this name, that can be read."""
    try:
        beside = [
            each
            for each in path.parent.iterdir()
            if (each.suffix.lower() in FORMS or each.is_dir()) and each.name != path.name
        ]
    except OSError:
        return None
    # Without the endings, which many share: they alone would make any two names near.
    names = {_bare(each): each for each in reversed(beside)}
    near = nearest(_bare(path), names)
    return None if near is None else names[near].as_posix()


def _bare(path: Path) -> str:
    return (path.stem if path.suffix.lower() in FORMS else path.name).casefold()


def _in_folder(word: str) -> Iterator[tuple[Source, bool]]:
    """The plant files in a folder and below it, by name, and whether each is a link; none that are hidden."""
    folder = Path(word)
    files = sorted(_walk(folder, ()), key=lambda file: file[0])
    if not files:
        raise _no_files(word, folder)
    for _, source, is_link in files:
        yield source, is_link


def _walk(folder: Path, below: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Source, bool]]:
    """Plant files below a folder, each with the names that it is sorted by, and whether it is a link."""
    with os.scandir(folder) as scanned:
        entries = [entry for entry in scanned if not entry.name.startswith(".")]
    kept = {entry.name for entry in entries if entry.name.endswith(TESTS)}
    for entry in entries:
        names = (*below, os.path.normcase(entry.name))
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), names)
        elif entry.name.lower().endswith(_YAML) and entry.is_file():
            beside = entry.name[: entry.name.rindex(".")] + TESTS
            tests = folder / beside if beside in kept else None
            name = entry.path.replace(os.sep, "/")
            yield names, Source(name, entry.path, "yaml", tests=tests), entry.is_symlink()


class _Same:
    """Tells whether two paths are one file; folders are looked up once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def key(self, path: str, *, is_link: bool | None = None) -> str:
        """Equal for paths of one file.

        Parameters
        ----------
        path : of a file
        is_link : whether it is a link; looked up if None
        """
        folder, name = os.path.split(path)
        if Path(path).is_symlink() if is_link is None else is_link:
            return os.path.normcase(os.path.realpath(path))
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return os.path.normcase(f"{self._folders[folder]}{os.sep}{name}")


def _form(path: Path) -> Form:
    form = FORMS.get(path.suffix.lower())
    if path.suffix.lower() in _OTHER_WORKBOOKS:
        message = tr("{file} is a workbook of another kind than .xlsx", file=str(path))
        raise _fault("unknown-form", message, str(path), tr("the workbook saved as .xlsx"))
    if form is None:
        message = (
            tr("{file} has its ending {ending}, which says not what it holds", file=path, ending=path.suffix)
            if path.suffix
            else tr("{file} has no ending, which says not what it holds", file=path)
        )
        raise _fault("unknown-form", message, str(path), tr(ALLOWED))
    return form


def _fault(problem_id: str, message: str, file: str, allowed: str) -> InputError:
    return InputError([Problem(problem_id, message, file=file, allowed=allowed)])


def read_in(sources: Sequence[Source], settings: str) -> tuple[list[Source], str]:
    """Read every file once: the sources, small plant files with their bytes, and what a run depends on.

    That is one digest of the content of every file, their order, and the settings. A plant file that can't
    be read counts as such: whoever tries then tells why.

    Raises
    ------
    ipog.diagnostics.InputError
        if a table can't be read
    """
    whole = hashlib.sha256(settings.encode())
    found = []
    held = 0
    seen: dict[bytes, str] = {}
    for source in sources:
        start, rest = b"", b""
        try:
            # Thousands are read: a file object for each would take half the time.
            handle = os.open(source.location, _READ)
            try:
                start = os.read(handle, _SMALL)
                if len(start) == _SMALL:
                    rest = _digest_of_rest(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if source.form != "yaml":
                raise InputError([_unreadable(source.name, error)]) from None
            found.append(source)
            whole.update(f"\n{source.name}".encode())
            continue
        if source.tests is not None:
            rest += source.with_data().tests_data or b""
        whole.update(f"\n{source.name} {source.form} {len(start)} {len(rest)} ".encode())
        whole.update(start)
        whole.update(rest)
        if source.form == "yaml" and len(start) < _SMALL and held < MOST_HELD:
            held += len(start)
            first = seen.setdefault(start, source.name) if start else source.name
            source = Source(  # noqa: PLW2901
                source.name,
                source.location,
                source.form,
                start,
                source.tests,
                repeats=None if first == source.name else first,
            )
        found.append(source)
    return found, whole.hexdigest()


def _digest_of_rest(handle: int) -> bytes:
    """A digest of what is left to read of a file."""
    digest = hashlib.sha256()
    while block := os.read(handle, _BLOCK):
        digest.update(block)
    return digest.digest()
