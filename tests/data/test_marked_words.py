"""Every sentence that people read is marked, so that the catalogues have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_words import faults, sentences, unmarked

import ipog

PACKAGE = Path(ipog.__file__).parent

ROOMS: tuple[str, ...] = (
    "cli", "diagnostics", "fuel", "figures", "results", "provenance", "shown",
    "advice", "batch", "report", "validation", "workshop",
    "calibration", "coals", "evaluate", "examples", "files", "language", "limits", "plant", "quantities",
    "sources", "usual", "vocabulary",
    "tui", "web", "settings", "manual_pages",
)  # fmt: skip
"""Folders and modules of the package whose words are all marked."""

FAULTS_OF_THE_TREE = (
    "{}: there is no ",
    "{}: the fact {} is a {}",
    "{}: {} is never {}",
    "there is no node",
    "{} is never reached",
    "the tree has a loop",
)
FAULTS_OF_A_LESSON = (
    "{} is missing",
    "{} is no field of a lesson",
    "{} has a do that",
    "{} needs do, ",
    "Value error, ",
    "the lesson",
    "the bibliography lacks",
    "there is no example",
    "{} is no plant",
    "{} names a plant and a figure",
    "{} quotes a figure",
    "two questions have one id",
    "{} can't be shown",
    "nothing before predicts",
)
FONTS = (
    "DejaVu Sans",
    "Noto Sans",
    "Source Han Sans",
    "Microsoft YaHei",
    "PingFang",
    "Hiragino Sans",
    "Heiti",
    "WenQuanYi",
    "Droid Sans",
    "Arial Unicode",
)

WHAT_COLUMNS_HOLD = (
    "name of the unit;",
    "day of the test,",
    "stack, after:DEVICE TYPE",
    "OHM, 30B,",
    "total mercury;",
    "elemental mercury",
    "oxidised mercury",
    "particulate mercury",
    "of the total, ",
    "oxygen the concentration refers to",
    "dry; wet ",
    "load during the test",
    "mercury of that day's coal",
    "chlorine of that day's coal",
    "Unit 1,",
)
WORDS_OF_THE_PARSER = (
    "unexpected end of stream",
    "quoted scalar",
    "expected ",
    "escape character",
    "mapping values",
    "could not find expected",
    "entries are not allowed",
)
COMMENTS_OF_FILES = (
    "own goal",
    "The figures that matter",
    "Every field of the format",
    "A plant for ipog. ",
    "A number without a unit",
    "{}; one of {}",
)
COMMENTS_OF_ANSWERS = (
    "own goal",
    "own coal",
    "Plant in {}",
    "net efficiency {} %",
    "dose of bromide ",
    "A plant for ipog, begun",
)

TABLES_OF_A_BATCH = {
    "batch/chunk.py": ("not given", "{} is empty"),
    "batch/cluster.py": ("{} with parameters {}",),
    "batch/curve.py": ("largest {} %", "no unit", "smallest {} %", "Gini coefficient"),
    "batch/extras.py": ("no advice: ", "left as it is: ", "{} closes ", "the year of ", "{} does not fit"),
    "batch/lots.py": ("not given",),
    "batch/rows.py": ("not known",),
    "batch/scenarios.py": ("closed from {}", "{} replaced by {}", "{} set to {}", "it has no {}"),
    "batch/seen.py": ("a row before ", "the id {} stands ", "an id of its own "),
    "batch/tables.py": ("a formula that ", "an error, such as "),
    "batch/totals.py": ("all others",),
}
"""What stands in them is English whatever the language; so is what a template says of its columns."""
TEMPLATE_OF_A_BATCH = {
    "batch/columns.py": (
        "the row",
        "your own id ",
        "types of the devices ",
        "an id of ipog limits",
        "version of the format",
        "type, where apcs ",
    ),
    "batch/template.py": (
        "Example Power",
        "python -m pip ",
        "what it is",
        "Not one of ",
        "Plain numbers ",
        "One of: {}.",
    ),
}

ENGLISH: dict[str, tuple[str, ...]] = {
    **TABLES_OF_A_BATCH,
    **TEMPLATE_OF_A_BATCH,
    "advice/applied.py": ("# With ",),
    "advice/tree.py": FAULTS_OF_THE_TREE,
    "calibration/store.py": ("# What stack tests say ",),
    "calibration/tests_table.py": WHAT_COLUMNS_HOLD,
    "cli/inputs.py": ("ipog batch {}{} -o",),
    "cli/render/validation_data.py": ("ipog as shipped",),
    "cli/render/validation_plots.py": ("upper left",),
    "coals/assembly.py": (" (factor on the estimate)", "{}.trace.bromine over chlorine"),
    "evaluate/drawn.py": ("fleet error of {}",),
    "evaluate/fleet.py": ("fleet error of {}",),
    "files/schema.py": ("ipog plant file", "the same as {}"),
    "files/syntax.py": WORDS_OF_THE_PARSER,
    "files/template.py": COMMENTS_OF_FILES,
    "language.py": ("Bahasa Indonesia", "Tiếng Việt"),
    "limits/table.py": ("{name: own goal", "no longer in force", "not yet in force", "in force"),
    "plant/unit.py": ("{name: own goal",),
    "report/compared.py": ("outside upper", "upper left"),
    "report/docx.py": ("Microsoft YaHei", "Courier New"),
    "report/draw.py": ("outside upper", "lower right", "offset points"),
    "report/letters.py": FONTS,
    "settings.py": ("# Settings of the ipog app",),
    "tui/asking/questions.py": ("Plant in {}",),
    "tui/batches.py": ("# From row ",),
    "tui/choices.py": ("own analysis", "own goal"),
    "tui/fields.py": ("mercury efficiency", "Hg efficiency", "air preheater"),
    "tui/tables.py": ("taken % of Hg",),
    "tui/themes.py": ("bold reverse",),
    "usual/answers.py": COMMENTS_OF_ANSWERS,
    "web/checks.py": ("img-src 'self' data:",),
    "web/serve.py": ("ipog serve: %(message)s",),
    "web/server.py": ("could not ",),
    "web/session.py": ("the app of visitor %s",),
    "validation/comparison.py": ("mean of {} units",),
    "workshop/reading.py": FAULTS_OF_A_LESSON,
}
"""By file, beginnings of literals that stay English: words for machines, or to be typed as they are."""


def code() -> dict[str, Path]:
    """The files of the package by their names."""
    return {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.parametrize("room", ROOMS)
def test_sentences_of_a_room_are_marked(room: str) -> None:
    found = [
        item
        for name, path in code().items()
        if name.removesuffix(".py").split("/")[0] == room
        for item in unmarked(path, name)
        if not item.text.startswith(ENGLISH.get(name, ("\0",)))
    ]
    assert found == [], "\n".join(map(str, found))


def test_exceptions_are_still_needed() -> None:
    for name, beginnings in ENGLISH.items():
        texts = [item.text for item in unmarked(code()[name], name)]
        assert [each for each in beginnings if not any(text.startswith(each) for text in texts)] == [], name


def test_marked_messages_are_literals_whose_places_are_filled() -> None:
    found = [item for name, path in code().items() for item in faults(path, name)]
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('show("nothing is kept")', 1),
        ('show(f"{name} is kept in {file}")', 1),
        ('show(tr("nothing is kept"))', 0),
        ('show(tr("{what} is kept", what="all of it"))', 1),
        ('show(plural("one row", "{count} rows of it", 2))', 0),
        ('show(tr("see {command}", command="ipog coals list"))', 0),
        ('show(tr("see {what}", what="the whole list"))', 1),
        ('X = mark("nothing is kept")', 0),
        ('"""A text that explains."""', 0),
        ('def f():\n    """A text that explains."""', 0),
        ('raise ValueError("no such thing")', 0),
        ('raise InputError("no such thing")', 1),
        ('assert x, "a thing to have"', 0),
        ('@click.option("--x", help="A thing to have.")\ndef f(): ...', 0),
        ('click.prompt("Your name, please")', 1),
        ('re.compile("one two")', 0),
        ('CSS = "one two"', 0),
        ('{"one two": 1}[x]', 0),
        ('x == "one two"', 0),
        ('show("fly_ash"), show("mg/kg dry"), show("units[0].coal")', 0),
        ('show("<b>more</b> words here")', 1),
    ],
)
def test_words_for_people_are_told_from_others(code: str, count: int, tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text(code, encoding="utf-8")
    assert len(unmarked(file, "code.py")) == count


@pytest.mark.parametrize(
    "code",
    [
        'tr(f"{x} words")',
        'tr("some " + word)',
        'mark(f"{x} words")',
        "mark(WORDS)",
        'tr("{x} words", y=1)',
        'tr("{x} words")',
        'WORDS = mark("{x} words")\ntr(WORDS, y=1)',
        'plural("{count} row", "{count} rows of {file}", n)',
        'plural(ONE, "{count} rows", n)',
    ],
)
def test_marks_that_no_catalogue_could_serve_are_found(code: str, tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text(code, encoding="utf-8")
    assert len(faults(file, "code.py")) == 1


def test_names_and_units_are_no_sentences() -> None:
    assert not any(map(sentences, ("esp_cold_side", "ug/Nm3", "P10 to", "a.b c_d", "{} {}", "Hg2+ {}")))
    assert all(map(sentences, ("no such file", "{}: not known", "(Two words)")))
