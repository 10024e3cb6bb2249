"""The program's own TOML tables, a section at a time: a command needs few of the rows, and all take long."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

_HEADER = re.compile(r"^(?=\[\[?([\w-]+))", re.MULTILINE)


class Sections(Mapping[str, Any]):
    """What :func:`tomllib.loads` would give, each top-level table parsed when it is first asked for.

    Parameters
    ----------
    text : of a table that has all its values in sections, no line within one beginning with a bracket
    """

    def __init__(self, text: str) -> None:
        _, *parts = _HEADER.split(text)
        self._texts: dict[str, str] = {}
        for name, part in zip(parts[::2], parts[1::2], strict=True):
            self._texts[name] = self._texts.get(name, "") + part
        self._parsed: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            self._parsed[name] = tomllib.loads(self._texts[name])[name]
        return self._parsed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def sections(package: str, name: str) -> Sections:
    """A table of a package of ipog, such as ``sections("ipog.vocabulary", "words.toml")``."""
    return Sections(files(package).joinpath(name).read_text(encoding="utf-8"))
