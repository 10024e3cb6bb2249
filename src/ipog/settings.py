"""What the user's computer remembers of the app: theme, recent files, and drafts that were not saved.

Nothing here stops the program: settings that can't be read count as not there, and what can't be
written is lost without a word.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import platformdirs

from ipog.language import LANGUAGES, SOURCE, mark

MOST_RECENT = 8
"""Recent files that are kept."""

ALLOWED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "level": {
            "expert": mark("all fields, for plant data"),
            "novice": mark("the main fields, for typical values of a region"),
        },
        "units": {"si": "MJ/kg, degC, kJ/kWh", "us": "Btu/lb, degF, Btu/kWh"},
        "decimal": {"language": mark("of the language"), "point": "12.5", "comma": "12,5"},
        "language": LANGUAGES,
        "look": {"full": mark("lines and blocks"), "ascii": mark("plain letters, for old consoles")},
    }
)
"""What each setting may be, with words for it; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings file.

    Attributes
    ----------
    theme : name of the colours; empty for the usual ones
    recent : files that were opened or saved, the last one first
    level : whether forms show all fields or the main ones
    units : units that forms show, and that a number typed without one has
    decimal : decimal sign of the app, or ``language`` for that of the language; files have the point
    language : of the app, by its code
    look : whether lines are drawn with letters alone
    toured : whether the tour was offered
    """

    theme: str = ""
    recent: tuple[str, ...] = ()
    level: str = "expert"
    units: str = "si"
    decimal: str = "language"
    language: str = SOURCE
    look: str = "full"
    toured: bool = False

    @property
    def comma(self) -> bool | None:
        """Whether the decimal sign is the comma; None if the language says."""
        return None if self.decimal == "language" else self.decimal == "comma"

    def with_recent(self, path: Path) -> Settings:
        """The settings with a file at the head of the recent ones."""
        name = str(path.absolute())
        others = tuple(entry for entry in self.recent if entry != name)
        return replace(self, recent=(name, *others)[:MOST_RECENT])


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was not saved.

    Attributes
    ----------
    key : of the draft, which names its file
    text : of the plant file
    path : the file it belongs to; None if it never had one
    """

    key: str
    text: str
    path: Path | None


_folder: Path | None = None


def keep_in(folder: Path) -> None:
    """Keep all of it in one folder from now on, and nothing in those of the system."""
    global _folder  # noqa: PLW0603
    _folder = folder


def settings_file() -> Path:
    """Where the settings are, in the folder that the system has for them."""
    return (_folder or platformdirs.user_config_path("ipog", appauthor=False)) / "settings.toml"


def drafts_folder() -> Path:
    """Where drafts are kept."""
    return (_folder or platformdirs.user_state_path("ipog", appauthor=False)) / "drafts"


def load_settings() -> Settings:
    """The settings, as far as the file can be read."""
    try:
        found = tomllib.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    theme, recent = found.get("theme"), found.get("recent")
    return Settings(
        theme=theme if isinstance(theme, str) else "",
        recent=tuple(entry for entry in recent if isinstance(entry, str)) if isinstance(recent, list) else (),
        toured=found.get("toured") is True,
        **{name: _allowed(found.get(name), words) for name, words in ALLOWED.items()},
    )


def _allowed(value: Any, words: Mapping[str, str]) -> str:
    return value if isinstance(value, str) and value in words else next(iter(words))


def save_settings(settings: Settings) -> None:
    """Keep the settings."""
    lines = ["# Settings of the ipog app; a wrong value counts as left out."]
    if settings.theme:
        lines.append(f"theme = {_string(settings.theme)}")
    for name, words in ALLOWED.items():
        choices = ", ".join(f"{word} ({about})" for word, about in words.items())
        lines.append(f"{name} = {_string(getattr(settings, name))}  # {choices}")
    lines.append(f"toured = {str(settings.toured).lower()}")
    lines.append(f"recent = [{', '.join(_string(entry) for entry in settings.recent)}]")
    _write(settings_file(), "\n".join(lines) + "\n")


def draft_key(path: Path) -> str:
    """The key of a file's draft, the same each time."""
    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def save_draft(draft: Draft) -> None:
    """Keep a text that is not saved yet."""
    path = None if draft.path is None else str(draft.path.absolute())
    _write(drafts_folder() / f"{draft.key}.json", json.dumps({"path": path, "text": draft.text}))


def drop_draft(key: str) -> None:
    """Forget a draft; nothing happens if there is none."""
    try:
        (drafts_folder() / f"{key}.json").unlink(missing_ok=True)
    except OSError:
        return


def drafts() -> list[Draft]:
    """All drafts, the newest first."""
    found: list[tuple[float, Draft]] = []
    try:
        entries = list(drafts_folder().glob("*.json"))
    except OSError:
        return []
    for entry in entries:
        try:
            data = json.loads(entry.read_text(encoding="utf-8"))
            path = None if data["path"] is None else Path(data["path"])
            found.append((entry.stat().st_mtime, Draft(entry.stem, str(data["text"]), path)))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return [draft for _, draft in sorted(found, key=lambda item: item[0], reverse=True)]


def _string(text: str) -> str:
    # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(path: Path, text: str) -> None:
    """Replace a file in one step."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except (OSError, UnicodeError):
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
