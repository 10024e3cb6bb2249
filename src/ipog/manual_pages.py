"""The manual as it is read inside the app: the same Markdown pages, cut into sections and searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_HEADING = re.compile(r"(#{1,4})\s+(.+?)\s*#*$")
_LINK = re.compile(r"\[([^\]]+)\]\(([\w.-]+\.md)?(?:#([\w-]+))?\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")

FIRST = ("index.md", "quickstart.md", "app.md", "plant-file.md", "glossary.md")
"""Pages in the order of their use; the others follow by name."""

LONGEST = 12_000
"""Letters of a page that is shown as a whole."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the manual with what stands below it.

    Attributes
    ----------
    page : file name
    title : words of the heading
    level : 1 for the page itself
    text : Markdown, with the heading and the sections below it (a long page: up to its first section)
    """

    page: str
    title: str
    level: int
    text: str

    @property
    def anchor(self) -> str:
        """The heading as links write it."""
        return anchor(self.title)

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """Words, page and anchor of the links to other places of the manual, without repeats."""
        found = [(words, page or self.page, place) for words, page, place in _LINK.findall(self.text)]
        return list(dict.fromkeys(found))


def anchor(title: str) -> str:
    """A heading as links write it: small letters, hyphens, no signs."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _folder() -> Traversable:
    """``ipog/manual`` of an installed package, or ``manual`` beside ``src`` of a checkout."""
    installed = files("ipog").joinpath("manual")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "manual"


@cache
def sections() -> tuple[Section, ...]:
    """All sections, page by page; none if the manual is not there."""
    folder = _folder()
    if not folder.is_dir():
        return ()
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".md")]
    names.sort(key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))
    return tuple(
        section for name in names for section in cut(name, folder.joinpath(name).read_text(encoding="utf-8"))
    )


def cut(page: str, text: str) -> list[Section]:
    """A page in sections; what looks like a heading inside a block of code is none.

    Pictures can't be shown in a terminal; their words stand in their place.
    """
    text = _PICTURE.sub(r"(picture: \1)", text)
    lines, heads, fenced = text.splitlines(), [], False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            fenced = not fenced
        found = None if fenced else _HEADING.match(line)
        if found is not None:
            heads.append((number, len(found[1]), found[2]))
    result = []
    for place, (number, level, title) in enumerate(heads):
        # A long page is read section by section.
        long = level == 1 and len(text) > LONGEST
        later = (start for start, other, _ in heads[place + 1 :] if other <= level or long)
        end = next(later, len(lines))
        result.append(Section(page, title, level, "\n".join(lines[number:end]).strip()))
    return result


def find(page: str, place: str = "") -> Section | None:
    """A section by its page and the anchor of its heading; the page itself if there is no such heading."""
    on_page = [section for section in sections() if section.page == page]
    found = (section for section in on_page if section.anchor == anchor(place)) if place else iter(())
    return next(found, on_page[0] if on_page else None)


def search(text: str) -> list[Section]:
    """The smallest sections that hold all words, those with a word in the heading first."""
    words = text.casefold().split()
    if not words:
        return []
    hits = [section for section in sections() if all(word in section.text.casefold() for word in words)]
    # A section that only repeats one below it says nothing more.
    smallest = [one for one in hits if not any(_holds(one, other) for other in hits)]
    return sorted(smallest, key=lambda section: not _in_title(section, words))


def _holds(section: Section, other: Section) -> bool:
    return (
        section is not other
        and section.page == other.page
        and section.level < other.level
        and (other.text in section.text)
    )


def _in_title(section: Section, words: Sequence[str]) -> bool:
    return all(word in section.title.casefold() for word in words)
