"""The manual and the README say what the program does."""

from __future__ import annotations

import inspect
import re
import shlex
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from ipog import examples, vocabulary
from ipog.cli.main import COMMANDS, cli
from ipog.coals.estimate import CARBON_FIT, HYDROGEN_FIT
from ipog.evaluate import evaluate
from ipog.evaluate.validity import COAL_RANGES, INJECTION, PREHEATER_EXIT
from ipog.files import parse
from ipog.manual_pages import anchor
from ipog.model.combustion import EVAPORATION_MJ_KG, MOLAR_VOLUME_NM3_KMOL
from ipog.model.sampling import MOST_MEASURED
from ipog.plant import boiler, coal, devices, unit
from ipog.plant.fields import Count, Quantity, Word
from ipog.sources import bibliography

ROOT = Path(__file__).parents[2]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "manual").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHARED = {"Device", "ParticulateDevice"}  # bases of devices, which a file can't name
GROUPS = [
    model
    for module in (unit, boiler, coal, devices)
    for name, model in vars(module).items()
    if inspect.isclass(model)
    and issubclass(model, BaseModel)
    and model.__module__ == module.__name__
    and name not in SHARED
]


def blocks(text: str, language: str) -> list[str]:
    return [body for found, body in BLOCK.findall(text) if found == language]


def fields() -> Iterator[tuple[str, str, str]]:
    """Name, unit and range of every field of the plant file, as the tables of the manual write them."""
    for model in GROUPS:
        for field, info in model.model_fields.items():
            if field not in ("type", "ipog_version", "name"):
                yield field, *marks([info.annotation, *info.metadata])


def marks(annotations: list[object]) -> tuple[str, str]:
    for item in annotations:
        if isinstance(item, Quantity) and item.low is not None and item.high is not None:
            low = f"above {item.low:.12g}, to" if item.positive else f"{item.low:.12g} to"
            return item.unit, f"{low} {item.high:.12g}"
        if isinstance(item, Count):
            return "", f"{item.low} to {item.high}"
        if isinstance(item, Word):
            return "word", ""
        inner = marks([*getattr(item, "__metadata__", ()), *typing.get_args(item)])
        if any(inner):
            return inner
    return "", ""


@pytest.mark.parametrize(("field", "unit_name", "span"), sorted(set(fields())))
def test_each_field_has_its_row_with_unit_and_range(field: str, unit_name: str, span: str):
    if not (unit_name or span):
        assert f"`{field}`" in PAGES["plant-file.md"] or f"## {field}" in PAGES["plant-file.md"]
        return
    row = f"| `{field}` | {unit_name} | {span} |".replace("|  |", "| |").replace("|  |", "| |")
    assert row in PAGES["plant-file.md"]


@pytest.mark.parametrize(
    "word",
    [word for kind in vocabulary.kinds() for word in vocabulary.words(kind)],
)
def test_each_word_is_in_the_manual(word: str):
    assert f"`{word}`" in PAGES["plant-file.md"]


@pytest.mark.parametrize("text", blocks(PAGES["plant-file.md"], "yaml"))
def test_the_plant_files_of_the_manual_can_be_run(text: str):
    plant, problems, _ = parse(text, "manual")
    assert plant is not None, problems
    assert evaluate(plant).units[0].stack.hg_ug_nm3 > 0


OF_ALL = ("-h", "--help", "--language")
"""Options of every command, which the head of the page tells."""


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_option_is_in_the_manual(name: str):
    page = PAGES["command-line.md"]
    section = re.search(rf"^## ipog {name}\b.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    with click.Context(cli) as context:
        command = cli.get_command(context, name)
    assert command is not None
    for parameter in command.params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert f"`{option}`" in section.group() or option in OF_ALL
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for subcommand in command.list_commands(context):
                assert f"ipog {name} {subcommand}" in section.group()


def shell_lines() -> Iterator[str]:
    for text in (README, *PAGES.values()):
        for body in blocks(text, "console"):
            yield from (line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ipog "))


@pytest.mark.parametrize("line", sorted(set(shell_lines())))
def test_the_commands_shown_exist(line: str):
    words = shlex.split(line, comments=True)
    assert {*COMMANDS, "--version"} & set(words[1:])
    for word in words:
        if word.startswith("example:"):
            assert word.removeprefix("example:") in (*examples.ids(), *examples.tables())


@pytest.mark.parametrize("mark", ["run", "test"])
def test_the_readme_has_each_setup_command_on_one_line(mark: str):
    found = re.findall(rf"^<!-- command: {mark} -->\n```sh\n(.*)\n```$", README, re.MULTILINE)
    assert len(found) == 1
    assert found[0].startswith("python3 -m venv .venv && ")


DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "manual").rglob("*.md")))
}
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
FENCED = re.compile(r"^(\s*)```.*?^\1```$", re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """What links may name on a page: its headings."""
    return {anchor(head) for head in re.findall(r"^#{1,4}\s+(.+?)\s*$", FENCED.sub("", text), re.MULTILINE)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_pages_and_to_headings(name: str):
    path = ROOT / name
    for target, place in LINK.findall(FENCED.sub("", DOCUMENTS[name])):
        if "://" in target:
            continue
        found = (path.parent / target).resolve() if target else path
        assert found.is_file(), target
        if place:
            assert place in anchors(found.read_text(encoding="utf-8")), f"{target}#{place}"


def test_every_page_is_reached_from_the_first():
    """What nobody links to, nobody reads."""
    reached, waiting = set(), ["index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [target for target, _ in LINK.findall(PAGES[page]) if target in PAGES]
    assert reached == set(PAGES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_of_a_page_differ(name: str):
    text = FENCED.sub("", DOCUMENTS[name])
    found = [anchor(head) for head in re.findall(r"^#{1,4}\s+(.+?)\s*$", text, re.MULTILINE)]
    assert len(found) == len(set(found))


def test_every_work_that_a_page_cites_is_in_the_bibliography():
    cited = {key for text in PAGES.values() for key in re.findall(r"\[([^\]]+)\]\(bibliography\.md\)", text)}
    assert cited - set(bibliography()) <= {"bibliography"}


def test_the_theory_tells_of_every_device():
    page = PAGES["theory.md"]
    assert all(f"`{kind}`" in page for kind in vocabulary.words("device_type"))


def test_the_ranges_of_the_theory_are_those_of_the_program():
    for valid in (*COAL_RANGES.values(), INJECTION, PREHEATER_EXIT):
        assert f"{valid.unit} | {valid.low:g} | {valid.high:g} |" in PAGES["theory.md"], valid.label


@pytest.mark.parametrize(
    "figure", [*CARBON_FIT, *HYDROGEN_FIT, EVAPORATION_MJ_KG, MOLAR_VOLUME_NM3_KMOL, MOST_MEASURED]
)
def test_the_constants_of_the_theory_are_those_of_the_program(figure: float):
    assert re.search(rf"(?<![\d.]){abs(figure):g}(?![\d])", PAGES["theory.md"])


def test_every_extra_is_on_the_page_about_installing():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (every,) = project["optional-dependencies"]["all"]
    extras = every.removeprefix("ipog[").removesuffix("]").split(",")
    assert all(f"`{extra}`" in PAGES["install.md"] for extra in [*extras, "all"])
