"""Finds the words of the code that people read: which are marked for translation, and which should be."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKS = ("tr", "mark", "plural")
"""Functions of :mod:`ipog.language` whose first words are messages."""

DECLARATIONS = frozenset(
    {"option", "argument", "command", "group", "samples_option", "Argument", "Option", "add_argument"}
    | {"FactRow"}
)
"""Calls that declare commands, options and facts, whose help stays English. Examples of fields do too."""

FOR_PROGRAMMERS = frozenset(
    {
        "AssertionError",
        "AttributeError",
        "BadCondition",
        "BadExpression",
        "BadTree",
        "IndexError",
        "KeyError",
        "LookupError",
        "NotImplementedError",
        "RuntimeError",
        "TypeError",
        "ValueError",
    }
)
"""Exceptions whose words nobody reads who does not read the code."""

FOR_MACHINES = ("examples", "style", "classes")
"""Parameters of calls whose words are typed as they stand, or say how something looks."""

OTHER_CONSTANTS = re.compile(r"_*(?:[A-Z_]*_)?(CSS|STYLES?|SQL|XML|RE|PATTERN)|COMMANDS|HELP")
"""Names of constants that hold another language than English, or help of commands, which stays English."""

TO_COPY = ("pip install ",)
"""Beginnings of commands that are typed as they stand."""

TYPED = frozenset({"command", "typed"})
"""Places of messages for what is typed as it stands."""

_WORD = re.compile(r"[^\W\d_]{2,}[,.;:!?)]*")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Found:
    """A literal of the code: its file, line and text, values of an f-string as braces."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def sentences(text: str) -> bool:
    """Whether a text has at least two words of letters side by side, as only words for people have."""
    if text.startswith(TO_COPY):
        return False
    words = _TAG.sub(" ", text).split()
    runs = "".join("w" if _WORD.fullmatch(word.strip("(\"'`[")) else "-" for word in words)
    return "ww" in runs


def unmarked(path: Path, name: str) -> list[Found]:
    """Literals of a file that look like words for people and are not marked, in the order of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [Found(name, node.lineno, text) for node, text in _literals(tree) if sentences(text)]
    return sorted(found, key=lambda item: item.line)


def _literals(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Literals below a node, without those in places where no words for people stand."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node, node.value
        return
    if isinstance(node, ast.JoinedStr):
        pieces = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        yield node, "".join(str(piece) for piece in pieces)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _literals(part.value)
        return
    for child in _children(node):
        yield from _literals(child)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What lies below a node and may hold words for people."""
    skipped: list[ast.AST | None] = []
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assert() | ast.Import() | ast.ImportFrom():
            return
        case ast.Call():
            called = _called(node)
            if called in DECLARATIONS or _of_module(node, "re"):
                return
            if called in MARKS:
                skipped += [*node.args, *(word for word in node.keywords if word.arg in TYPED)]
            skipped += [word for word in node.keywords if word.arg in FOR_MACHINES]
        case ast.Raise(exc=ast.Call() as made) if _called(made) in FOR_PROGRAMMERS:
            return
        case ast.Assign(targets=[ast.Name(id=name)]) if OTHER_CONSTANTS.fullmatch(name):
            return
        case ast.AnnAssign(target=ast.Name(id=name)) if OTHER_CONSTANTS.fullmatch(name):
            return
        case ast.AnnAssign():
            skipped.append(node.annotation)
        case ast.arg():
            return
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            skipped.append(node.returns)
        case ast.Dict():
            # Keys are compared, not read.
            skipped += node.keys
        case ast.Subscript():
            skipped.append(node.slice)
        case ast.Compare():
            skipped += [part for part in (node.left, *node.comparators) if isinstance(part, ast.Constant)]
    for child in ast.iter_child_nodes(node):
        if all(child is not other for other in skipped):
            yield child


def _called(call: ast.Call) -> str:
    """The last name of what is called."""
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _of_module(call: ast.Call, module: str) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == module
    )


def faults(path: Path, name: str) -> list[Found]:
    """Marks that no catalogue could serve: made at run time, or with places that nothing fills."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = dict(_constants(tree))
    return [
        Found(name, node.lineno, fault)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
        for fault in _faults(node, constants)
    ]


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names of the file that stand for a marked message."""
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="mark"), args=[ast.Constant(value=str(text))]),
            ):
                yield name, text


def _faults(call: ast.Call, constants: dict[str, str]) -> Iterator[str]:
    kind = _called(call)
    messages = call.args[: 2 if kind == "plural" else 1]
    for message in messages:
        if isinstance(message, ast.JoinedStr | ast.BinOp) or (
            kind != "tr" and not isinstance(message, ast.Constant)
        ):
            yield f"{kind} takes a literal, not {ast.unparse(message)}"
    named = {word.arg for word in call.keywords}
    if kind == "mark" or None in named:
        return
    for message in messages:
        text = constants.get(message.id) if isinstance(message, ast.Name) else None
        if isinstance(message, ast.Constant):
            text = message.value
        if text is None:
            continue
        wanted = places(text)
        if kind == "plural":
            wanted -= {"count"}
            # The word for one may do without a place that the other has.
            wanted |= named if message is messages[0] else set()
        if wanted != named and (named or wanted):
            yield f"places {sorted(wanted)} of {text!r} are given {sorted(map(str, named))}"


def places(text: str) -> set[str]:
    """Names of the places for values in a message."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
