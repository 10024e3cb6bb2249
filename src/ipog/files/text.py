"""Bytes of a file as text, whatever an editor on whatever system made of them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.files.yaml_read import line_and_column
from ipog.language import mark, tr
from ipog.vocabulary import nearest

MAX_BYTES = 20_000_000

# What files start with that are not text but often given in its place.
_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", mark("a workbook (or another zipped file)")),
    (b"\xd0\xcf\x11\xe0", mark("an old Office file")),
    (b"%PDF", mark("a PDF")),
    (b"\x1f\x8b", mark("a gzipped file")),
    (b"\x89PNG", mark("a picture")),
)
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = tuple(start for start, _ in (*_FORMATS, *_BYTE_ORDER_MARKS))


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file and how it was encoded, so that it can be written back the same way."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Other text in the bytes of the same file."""
        return self.mark + text.encode(self.encoding)


def read_text(path: Path) -> FileText:
    """The text of a file; raises :class:`ipog.diagnostics.InputError` if there is none to read."""
    try:
        if path.is_dir():
            message = mark("{path} is a folder, not a file")
            raise _unreadable(path, message, allowed=tr("a YAML file"))
        with path.open("rb") as file:
            # One byte more than allowed tells too much from just enough, for pipes as well.
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(path, mark("{path} does not exist"), nearest=_neighbour(path)) from None
    except PermissionError:
        allowed = tr("a file you have the right to read")
        raise _unreadable(path, mark("{path} may not be read by you"), allowed=allowed) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _unreadable(path, mark("{path} can't be read: {reason}"), reason=reason) from None
    if len(data) > MAX_BYTES:
        raise _unreadable(
            path,
            mark("{path} holds more than {most} MB"),
            problem_id="too-large",
            allowed=tr("a smaller file; split an inventory, or hand it to ipog batch as CSV"),
            most=MAX_BYTES // 1_000_000,
        )
    return decode(data, str(path))


def decode(data: bytes, name: str) -> FileText:
    """Bytes as text: UTF-8, or UTF-16 with its byte-order mark.

    Raises
    ------
    ipog.diagnostics.InputError
        if they are another format, or text in another encoding
    """
    if not data.startswith(_STARTS):
        return FileText(_decoded(data, "utf-8", name))
    for start, what in _FORMATS:
        if data.startswith(start):
            message = tr("{path} is {found}, not text", path=name, found=tr(what))
            raise InputError([Problem("not-text", message, file=name, allowed=tr("a YAML file"))])
    for start, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(start):
            return FileText(_decoded(data[len(start) :], encoding, name), encoding, start)
    return FileText(_decoded(data, "utf-8", name))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding)
        line, column = line_and_column(before, len(before))
        problem = Problem(
            id="encoding",
            message=tr(
                "byte {place}, 0x{byte}, is not {encoding} text",
                place=error.start + 1,
                byte=f"{data[error.start]:02X}",
                encoding=encoding.upper(),
            ),
            file=name,
            line=line,
            column=column,
            allowed=tr("text saved as UTF-8"),
        )
        raise InputError([problem]) from None


def _unreadable(
    path: Path,
    message: str,
    *,
    problem_id: str = "unreadable-file",
    allowed: str | None = None,
    nearest: str | None = None,
    **values: object,
) -> InputError:
    said = tr(message, path=path, **values)
    return InputError([Problem(problem_id, said, file=str(path), allowed=allowed, nearest=nearest)])


def _neighbour(path: Path) -> str | None:
    """A file of the same folder with nearly this name."""
    try:
        names = {
            entry.stem: entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml")
        }
    except OSError:
        return None
    # Without the ending, which all of them share: it alone would make any two names near.
    found = nearest(path.stem if path.suffix in (".yaml", ".yml") else path.name, names)
    return None if found is None else str(path.parent / names[found])
