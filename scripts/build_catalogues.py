"""Bring the catalogues of translations up to date with the words of the code, and compile them.

    python scripts/build_catalogues.py                  # update locale/*/LC_MESSAGES/*.po and write the *.mo
    python scripts/build_catalogues.py --language fr    # those of one language alone
    python scripts/build_catalogues.py --check          # say what is not up to date, and change nothing

Words are found where the code calls ``tr("...")``, ``plural("...", "...", count)`` or ``mark("...")``, and in
the texts of lessons. Words that stand in tables (labels of devices and so on) are added here by name. New
words enter the catalogues without a translation; words that are gone leave them.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from catalogue_tables import country_names, lower_tables
from ipog.advice import costs, tree
from ipog.advice.facts import FACTS
from ipog.advice.measures import table_words as measure_words
from ipog.language import COMPLETE, DOMAIN, LANGUAGES, LESSONS, SOURCE
from ipog.model import calibration
from ipog.report.build import method_text
from ipog.tui.fields import form_words
from ipog.validation.comparison import explanations
from ipog.workshop import lessons
from ipog.workshop.schema import Number, Order, texts

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "ipog"
LOCALE = PACKAGE / "locale"
DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Fixed, so that a catalogue changes only with its words."""


def table_words() -> Iterator[tuple[str, str]]:
    """Words that stand in tables, each with where it is from."""
    yield from lower_tables()
    for name in calibration().error:
        yield name.replace("_", " "), "classes of trains"
    for name in ("coal", "model", "operation"):
        yield name, "parts of the variance"
    yield from _advice_words()
    for name in form_words():
        yield name, "forms of the app, at most 19 columns"
    for text in method_text():
        yield text, "report, method"
    for text in explanations().values():
        yield text, "validation, published cases"
    for lesson in lessons().values():
        for question in lesson.questions().values():
            if isinstance(question, Number | Order) and question.unit:
                yield question.unit, "unit of an answer"


def _advice_words() -> Iterator[tuple[str, str]]:
    """Words of the tables behind advice."""
    for text in measure_words():
        yield text, "advice, measures"
    for item in costs.items().values():
        yield item.name, "advice, costs"
    for word in ("capital", "yearly", "published", "fitted", "judgement", "model"):
        yield word, "advice, costs"
    for text in tree.table_words():
        yield text, "advice, tree"
    for fact in FACTS:
        yield fact.replace("_", " "), "advice, facts"


Message = str | tuple[str, ...]
"""A message, or what it is for one and for many."""

MARKS = {"tr": 1, "mark": 1, "plural": 2}
"""Functions of :mod:`ipog.language`, each with how many messages it begins with."""


def program_messages() -> dict[Message, set[str]]:
    """Every message of the code, with where it is from."""
    found: dict[Message, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in messages_of(path.read_text(encoding="utf-8")):
            found.setdefault(message, set()).add(path.relative_to(PACKAGE).as_posix())
    for message, place in table_words():
        found.setdefault(message, set()).add(place)
    return dict(sorted(found.items(), key=lambda item: item[0] if isinstance(item[0], tuple) else (item[0],)))


def messages_of(code: str) -> Iterator[Message]:
    """Every message of a file, those within f-strings too, which Babel does not look into."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        wanted = node.args[: MARKS.get(called, 0)]
        words = [arg.value for arg in wanted if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if words and len(words) == len(wanted) and all(words):
            yield words[0] if len(words) == 1 else tuple(words)


def lesson_messages() -> dict[Message, set[str]]:
    """Every text of the lessons in their order, with where it is from."""
    found: dict[Message, set[str]] = {}
    for name, lesson in lessons().items():
        for path, text in texts(lesson):
            found.setdefault(text, set()).add(f"{name}: {path}")
    return found


def updated(code: str, domain: str, found: dict[Message, set[str]]) -> Catalog:
    """The catalogue of a language with the messages of the code."""
    path = po_file(code, domain)
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
    known = countries_of(code) if domain == DOMAIN else {}
    for message in found:
        kept = old.get(message)
        same = kept is not None and not kept.fuzzy and kept.id == message
        text = message if isinstance(message, str) else "".join(message)
        new.add(
            message,
            string=(kept.string if kept is not None and same else "") or known.get(message, ""),
            auto_comments=sorted(found[message]),
            flags=["python-brace-format"] if "{" in text else [],
        )
    return new


def countries_of(code: str) -> dict[Message, str]:
    """Names of the countries in a language, as the Unicode consortium's data (CLDR) have them."""
    territories = Locale.parse(code).territories
    return {name: territories[country] for name, country in country_names().items()}


def po_file(code: str, domain: str) -> Path:
    """The catalogue that translators edit."""
    return LOCALE / code / "LC_MESSAGES" / f"{domain}.po"


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


def done(string: str | Sequence[str] | None) -> bool:
    """Whether a message has its translation, in each of its forms."""
    return all(string) if string and not isinstance(string, str) else bool(string)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--language", choices=[code for code in LANGUAGES if code != SOURCE])
    wanted = parser.parse_args()
    stale: list[str] = []
    for domain, found in ((DOMAIN, program_messages()), (LESSONS, lesson_messages())):
        for code in LANGUAGES:
            if code == SOURCE or wanted.language not in (None, code):
                continue
            if domain == LESSONS and code not in COMPLETE:
                continue
            catalogue = updated(code, domain, found)
            if wanted.check:
                stale += stale_files(code, domain, catalogue)
                continue
            po = po_file(code, domain)
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(as_po(catalogue))
            po.with_suffix(".mo").write_bytes(as_mo(catalogue))
            missing = sum(not done(message.string) for message in catalogue if message.id)
            print(f"{code} {domain}: {len(catalogue) - missing} of {len(catalogue)}", file=sys.stderr)
    for name in stale:
        print(f"{name} is not up to date; run scripts/build_catalogues.py", file=sys.stderr)
    return 1 if stale else 0


def stale_files(code: str, domain: str, catalogue: Catalog) -> Iterator[str]:
    """Files of a language that hold other messages than they should, whatever Babel wrote around them."""
    po = po_file(code, domain)
    wanted = {message.id: message.string for message in catalogue if message.id}
    kept = read_po(io.BytesIO(po.read_bytes()), locale=code) if po.exists() else Catalog()
    if {message.id: message.string for message in kept if message.id} != wanted:
        yield f"{code} {po.name}"
    mo = po.with_suffix(".mo")
    compiled = GNUTranslations(io.BytesIO(mo.read_bytes())) if mo.exists() else NullTranslations()
    singles = {english: words for english, words in wanted.items() if isinstance(english, str)}
    several = {forms: words for forms, words in wanted.items() if not isinstance(forms, str) and done(words)}
    if any(compiled.gettext(english) != (words or english) for english, words in singles.items()) or any(
        {compiled.ngettext(one, many, count) for count in range(120)} != set(words or ())
        for (one, many), words in several.items()
    ):
        yield f"{code} {mo.name}"


if __name__ == "__main__":
    sys.exit(main())
