"""Bring the catalogues of translations up to date with the words of the code, and compile them.

    python scripts/build_catalogues.py            # update locale/*/LC_MESSAGES/ipog.po and write ipog.mo
    python scripts/build_catalogues.py --check    # say what is not up to date, and change nothing

Words are found where the code calls ``tr("...")``. Words that stand in tables (labels of devices and so on)
are added here by name. New words enter the catalogues without a translation; words that are gone leave them.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ipog import vocabulary
from ipog.cli.render import run_table
from ipog.evaluate.assemble import STATION_LABELS
from ipog.language import LANGUAGES, SOURCE
from ipog.model import calibration
from ipog.results import OUTLETS

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "ipog"
LOCALE = PACKAGE / "locale"
LABELS = ("rank", "boiler_type", "device_type", "measured_quantity")
"""Kinds of words whose labels results show."""
DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Fixed, so that a catalogue changes only with its words."""


def table_words() -> Iterator[tuple[str, str]]:
    """Words that stand in tables, each with where it is from."""
    for kind in LABELS:
        for word in vocabulary.words(kind):
            yield vocabulary.label(kind, word), f"vocabulary, {kind}"
    for name in OUTLETS.values():
        yield name, "outlets of the mercury"
    for name in STATION_LABELS.values():
        yield name, "stages"
    for name in calibration().error:
        yield name.replace("_", " "), "classes of trains"
    for name in ("coal", "model", "operation"):
        yield name, "parts of the variance"
    yield run_table.STATE, "state of the gas"
    yield run_table.NO_SIZE, "result"
    for _, unit, words in run_table.STACK_ROWS:
        yield unit, "unit"
        if words:
            yield words, "basis of a figure"


def messages() -> dict[str, set[str]]:
    """Every message of the code, with where it is from."""
    found: dict[str, set[str]] = {}
    for file, _, message, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords={"tr": None}):
        found.setdefault(str(message), set()).add(Path(file).as_posix())
    for message, place in table_words():
        found.setdefault(message, set()).add(place)
    return found


def updated(code: str, found: dict[str, set[str]]) -> Catalog:
    """The catalogue of a language with the messages of the code."""
    path = po_file(code)
    old = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(locale=code)
    new = Catalog(
        locale=code,
        project="ipog",
        version="1",
        header_comment=old.header_comment if path.exists() else f"# {LANGUAGES[code]} words of ipog.",
        creation_date=DAY,
        revision_date=DAY,
        last_translator="The ipog developers",
        language_team=LANGUAGES[code],
        copyright_holder="The ipog developers",
        msgid_bugs_address="",
        fuzzy=False,
    )
    for message in sorted(found):
        kept = old.get(message)
        new.add(
            message,
            string=kept.string if kept is not None and not kept.fuzzy else "",
            auto_comments=sorted(found[message]),
            flags=["python-brace-format"] if "{" in message else [],
        )
    return new


def po_file(code: str) -> Path:
    """The catalogue that translators edit."""
    return LOCALE / code / "LC_MESSAGES" / "ipog.po"


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as text."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100)
    return buffer.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    found, stale = messages(), []
    for code in LANGUAGES:
        if code == SOURCE:
            continue
        catalogue = updated(code, found)
        if check:
            stale += stale_files(code, catalogue)
            continue
        po = po_file(code)
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(as_po(catalogue))
        po.with_suffix(".mo").write_bytes(as_mo(catalogue))
        missing = sum(not message.string for message in catalogue if message.id)
        print(f"{code}: {len(catalogue) - missing} of {len(catalogue)} messages", file=sys.stderr)
    for name in stale:
        print(f"{name} is not up to date; run scripts/build_catalogues.py", file=sys.stderr)
    return 1 if stale else 0


def stale_files(code: str, catalogue: Catalog) -> Iterator[str]:
    """Files of a language that hold other messages than they should, whatever Babel wrote around them."""
    po = po_file(code)
    wanted = {message.id: message.string for message in catalogue if message.id}
    kept = read_po(io.BytesIO(po.read_bytes()), locale=code) if po.exists() else Catalog()
    if {message.id: message.string for message in kept if message.id} != wanted:
        yield po.name
    mo = po.with_suffix(".mo")
    compiled = GNUTranslations(io.BytesIO(mo.read_bytes())) if mo.exists() else NullTranslations()
    if any(compiled.gettext(english) != (words or english) for english, words in wanted.items()):
        yield mo.name


if __name__ == "__main__":
    sys.exit(main())
