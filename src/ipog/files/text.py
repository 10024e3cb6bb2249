"""Bytes of a file as text, whatever an editor on whatever system made of them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from ipog.diagnostics import InputError, Problem
from ipog.files.yaml_read import line_and_column
from ipog.vocabulary import nearest

MAX_BYTES = 20_000_000

# What files start with that are not text but often given in its place.
_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a workbook (or another zipped file)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzipped file"),
    (b"\x89PNG", "a picture"),
)
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


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
            raise _unreadable(path, "is a folder, not a file", allowed="a YAML file")
        with path.open("rb") as file:
            # One byte more than allowed tells too much from just enough, for pipes as well.
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(path, "does not exist", nearest=_neighbour(path)) from None
    except PermissionError:
        raise _unreadable(
            path, "may not be read by you", allowed="a file you have the right to read"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _unreadable(path, f"can't be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise _unreadable(
            path,
            f"holds more than {MAX_BYTES // 1_000_000} MB",
            problem_id="too-large",
            allowed="a smaller file; split an inventory, or hand it to ipog batch as CSV",
        )
    return decode(data, str(path))


def decode(data: bytes, name: str) -> FileText:
    """Bytes as text: UTF-8, or UTF-16 with its byte-order mark.

    Raises
    ------
    ipog.diagnostics.InputError
        if they are another format, or text in another encoding
    """
    for start, what in _FORMATS:
        if data.startswith(start):
            problem = Problem("not-text", f"{name} is {what}, not text", file=name, allowed="a YAML file")
            raise InputError([problem])
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return FileText(_decoded(data[len(mark) :], encoding, name), encoding, mark)
    return FileText(_decoded(data, "utf-8", name))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding)
        line, column = line_and_column(before, len(before))
        problem = Problem(
            id="encoding",
            message=f"byte {error.start + 1}, 0x{data[error.start]:02X}, is not {encoding.upper()} text",
            file=name,
            line=line,
            column=column,
            allowed="text saved as UTF-8",
        )
        raise InputError([problem]) from None


def _unreadable(
    path: Path,
    what: str,
    *,
    problem_id: str = "unreadable-file",
    allowed: str | None = None,
    nearest: str | None = None,
) -> InputError:
    message = f"{path} {what}"
    return InputError([Problem(problem_id, message, file=str(path), allowed=allowed, nearest=nearest)])


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
