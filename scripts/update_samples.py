"""Write the samples of output in the README and the manual anew, after a change that moves figures.

python scripts/update_samples.py             # all pages
python scripts/update_samples.py PAGE.md...  # some pages

What a page shows is what its commands print. A page is walked from top to bottom in an empty folder:

- a block behind ``<!-- file: NAME -->`` is written to that file;
- each ``$ ipog ...`` line of a console block is run;
- a block of Python that prints is run where ``<!-- run -->`` stands before it;
- the text block behind ``<!-- sample: ipog ... -->`` shows what that command printed, and the one behind
  ``<!-- sample: python -->`` what the last block of Python printed.

A sample may be shortened: ``| from WORDS``, ``| until WORDS``, ``| lines N``. Words are sought in the line.
Parts divided by ``&`` are joined by a line of three dots.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from ipog import examples
from ipog.cli.main import COMMANDS
from ipog.cli.main import main as ipog

ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "manual").glob("*.md"), ROOT / "README.md"])
PART = re.compile(
    r"(?:^<!-- (file|run|sample)(?:: ([^\n]*))? -->\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
EXIT = re.compile(r"exit code (\d)")
IN_A_TERMINAL = ("tui", "serve", "learn")
"""Commands that open a screen or a server, or keep progress; tests of their own drive them."""
DRAWN = ("run", "advise", "report", "plot", "compare", "solve", "batch")
FEW = ("--samples", "20")
"""Draws where a page asks for the usual number and shows no figures: the command shall only run."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of a page: what it says now, and what it should say; the place is that of its text."""

    command: str
    shown: str
    wanted: str
    start: int
    end: int


def _plant(path: Path) -> None:
    ipog(["new", str(path)])


def _fleet(path: Path) -> None:
    ipog(["batch", "--template", str(path)])


def _stack_tests(path: Path) -> None:
    ipog(["calibrate", "--template", str(path)])


def _folder(path: Path) -> None:
    path.mkdir()
    for name in ("us-st-clair", "us-gaston"):
        (path / f"{name}.yaml").write_text(examples.read(name), encoding="utf-8")


MADE: tuple[tuple[str, Callable[[Path], None]], ...] = (
    (r"[\w-]+/", _folder),
    (r"stack_tests\.csv", _stack_tests),
    (r"units[\w-]*\.(csv|xlsx)", _fleet),
    (r"[\w-]+\.yaml", _plant),
)
"""What a page takes for granted, by the form of its name, and how it is made."""


def command_of(words: list[str]) -> str:
    """The command among the words of a line; empty if there is none, as in ``ipog --version``."""
    return next((word for word in words if word in COMMANDS), "")


def provide(words: list[str], here: Path) -> None:
    """Make the inputs of a command that are not there: those that it does not write itself."""
    written = {words[place + 1] for place, word in enumerate(words[:-1]) if word in ("-o", "--template")}
    for word in words if command_of(words) not in ("new", "examples") else ():
        for form, make in MADE:
            if re.fullmatch(form, word) and word not in written and not (here / word).exists():
                make(here / word)


def printed(words: list[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = ipog(words)
        out.flush()
        err.flush()
    said, remarks = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    return code, said, remarks


def shortened(text: str, cuts: str) -> str:
    """Text cut as a sample asks."""
    if "&" in cuts:
        return "...\n".join(shortened(text, part) for part in cuts.split("&"))
    lines = text.splitlines()
    for cut in filter(None, (part.strip() for part in cuts.split("|"))):
        verb, _, words = cut.partition(" ")
        if verb == "lines":
            lines = lines[: int(words)]
            continue
        place = next((number for number, line in enumerate(lines) if words in line), None)
        if place is None:
            raise ValueError(f"no line holds {words!r} in:\n{text}")
        lines = lines[place:] if verb == "from" else lines[:place]
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def walk(text: str, here: Path) -> Iterator[Sample]:
    """Run what a page shows in a folder, and yield its samples; a wrong exit code is an error."""
    spoken: dict[str, str] = {}
    names: dict[str, object] = {}
    wanted = {m[2].partition("|")[0].strip() for m in PART.finditer(text) if m[1] == "sample"}

    def run(command: str, code: int = 0) -> None:
        words = shlex.split(command)[1:]
        provide(words, here)
        if (
            command not in wanted
            and command_of(words) in DRAWN
            and not {"--samples", "--template"} & set(words)
        ):
            words += FEW
        ended, said, remarks = printed(words)
        if ended != code:
            raise AssertionError(f"{command}: exit code {ended}\n{said}{remarks}")
        spoken[command] = said or remarks

    for part in PART.finditer(text):
        kind, argument, language, body = part[1], part[2] or "", part[3], part[4]
        if kind == "file":
            (here / argument).write_text(body, encoding="utf-8", newline="\n")
        elif kind == "run":
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(body, "page", "exec"), names)  # our own page
            spoken["python"] = out.getvalue()
        elif kind == "sample":
            command, _, cuts = argument.partition("|")
            command = command.strip()
            if command not in spoken:
                run(command)
            yield Sample(command, body, shortened(spoken[command], cuts), part.start(4), part.end(4))
        elif language == "console":
            for line in body.splitlines():
                command, _, remark = line.removeprefix("$ ").partition(" #")
                command = command.strip()
                if line.startswith("$ ipog ") and command_of(command.split()) not in IN_A_TERMINAL:
                    ends = EXIT.search(remark)
                    run(command, int(ends[1]) if ends else 0)


def rewritten(text: str) -> str:
    """A page with its samples made anew."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        found = list(walk(text, Path(folder)))
    for sample in reversed(found):
        text = text[: sample.start] + sample.wanted + text[sample.end :]
    return text


def main(names: list[str]) -> int:
    """Rewrite the pages."""
    os.environ["COLUMNS"] = "80"
    for page in [Path(name).resolve() for name in names] or PAGES:
        text = page.read_text(encoding="utf-8")
        if "<!-- sample:" not in text:
            continue
        new = rewritten(text)
        if new != text:
            page.write_text(new, encoding="utf-8", newline="\n")
            print(f"wrote {page.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
