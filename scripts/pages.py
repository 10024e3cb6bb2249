"""What the scripts that write pages of the manual have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

MANUAL = Path(__file__).resolve().parent.parent / "manual"


def grid(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A table; what would end a cell is escaped."""
    names = list(head)
    lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return ["", *(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines)]


def cited(key: str) -> str:
    return f"[{key}](bibliography.md)"


def spellings(words: Iterable[str]) -> str:
    """Words as code, divided by commas."""
    return ", ".join(f"`{word}`" for word in words)


def write(pages: Mapping[str, Callable[[], str]], words: list[str], folder: Path = MANUAL) -> int:
    """Write pages that changed, or with ``--check`` say which are out of date; 1 if any is."""
    check = words == ["--check"]
    old = []
    for name, page in pages.items():
        path, text = folder / name, page()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        old.append(name)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{'out of date:' if check else 'wrote'} manual/{name}")
    return 1 if check and old else 0
