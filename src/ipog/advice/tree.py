"""The decision tree, ``tree.yaml``: read, checked, and walked with a trace that a person can argue with.

The tree is held in English; questions and reasons of a walk are in the language in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from ipog.advice.conditions import BadCondition, Condition, Fact, read_condition
from ipog.advice.facts import FACTS, WORDS_OF
from ipog.advice.measures import measures
from ipog.language import tr
from ipog.sources import bibliography

END = "end"


@dataclass(frozen=True, slots=True)
class Branch:
    """What follows from an answer.

    Attributes
    ----------
    because : why
    opens, closes : ids of measures
    then : the next node, or ``end``
    """

    because: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    then: str


@dataclass(frozen=True, slots=True)
class Node:
    """A question of the tree.

    Attributes
    ----------
    rung : place on the ladder; 0 asks where the unit stands
    question : in words
    condition, text : the condition, and as it is written
    if_unknown : the answer where a fact is not known
    yes, no : the branches
    sources : keys of the bibliography
    """

    id: str
    rung: int
    question: str
    condition: Condition
    text: str
    if_unknown: bool
    yes: Branch
    no: Branch
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree.

    Attributes
    ----------
    start : id of the first node
    nodes : by id
    """

    start: str
    nodes: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Visit:
    """A node on the walk of a unit.

    Attributes
    ----------
    node, question, rung, sources : the node
    answer : yes or no
    assumed : whether the answer was assumed because a fact is not known
    overruled : whether somebody gave this answer against the facts
    facts : the facts of the condition with their values
    because : why it goes on as it does
    opened, closed : ids of measures
    """

    node: str
    rung: int
    question: str
    answer: bool
    assumed: bool
    facts: Mapping[str, Fact]
    because: str
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    sources: tuple[str, ...]
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """A walk.

    Attributes
    ----------
    visits : in order
    opened : measures to evaluate, with the reason, in the order of the measure table
    closed : measures that were ruled out, with the first reason
    """

    visits: tuple[Visit, ...]
    opened: Mapping[str, str]
    closed: Mapping[str, str]


class BadTree(ValueError):
    """The tree's file is not a tree; the text says where."""


@cache
def shipped_tree() -> Tree:
    """The shipped tree, checked."""
    import yaml

    text = files("ipog.advice").joinpath("tree.yaml").read_text(encoding="utf-8")
    # The loader in C, where PyYAML was built with it, is ten times as fast.
    tree = read_tree(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    problems = list(faults(tree))
    if problems:
        raise BadTree("; ".join(problems))
    return tree


def table_words() -> Iterator[str]:
    """Questions and reasons of the shipped tree, in English."""
    for node in shipped_tree().nodes.values():
        yield from (node.question, node.yes.because, node.no.because)


def in_words(node: Node) -> Node:
    """A question with its reasons in the language in use."""
    yes, no = (replace(branch, because=tr(branch.because)) for branch in (node.yes, node.no))
    return replace(node, question=tr(node.question), yes=yes, no=no)


def read_tree(data: Mapping[str, Any]) -> Tree:
    """The tree of the data of its file; raises :class:`BadTree`."""
    try:
        return Tree(data["start"], {name: _node(name, row) for name, row in data["nodes"].items()})
    except (KeyError, TypeError, BadCondition) as error:
        raise BadTree(str(error)) from error


def _node(name: str, row: Mapping[Any, Any]) -> Node:
    # YAML reads the keys yes and no as true and false.
    return Node(
        id=name,
        rung=row["rung"],
        question=row["question"],
        condition=read_condition(row["condition"]),
        text=row["condition"],
        if_unknown=row["if_unknown"],
        yes=_branch(row[True]),
        no=_branch(row[False]),
        sources=tuple(row["sources"]),
    )


def _branch(row: Mapping[str, Any]) -> Branch:
    return Branch(
        row["because"].strip(), tuple(row.get("open", ())), tuple(row.get("close", ())), row["then"]
    )


def faults(tree: Tree) -> Iterator[str]:
    """What is wrong with a tree, one sentence each: dead ends, loops, unknown words, unreached nodes."""
    for node in tree.nodes.values():
        for fact, kind in node.condition.uses():
            row = FACTS.get(fact)
            if row is None:
                yield f"{node.id}: there is no fact {fact}"
            elif row.kind != kind:
                yield f"{node.id}: the fact {fact} is a {row.kind}, not a {kind}"
        for word_fact, word in _words(node.text):
            if word_fact in WORDS_OF and word not in WORDS_OF[word_fact]:
                yield f"{node.id}: {word_fact} is never {word}"
        for branch in (node.yes, node.no):
            for name in (*branch.opens, *branch.closes):
                if name not in measures():
                    yield f"{node.id}: there is no measure {name}"
            if branch.then != END and branch.then not in tree.nodes:
                yield f"{node.id}: there is no node {branch.then}"
        for source in node.sources:
            if source not in bibliography():
                yield f"{node.id}: there is no source {source}"
    if tree.start not in tree.nodes:
        yield f"there is no node {tree.start}"
        return
    reached = _reached(tree)
    for name in tree.nodes:
        if name not in reached:
            yield f"{name} is never reached"
    if _loops(tree):
        yield "the tree has a loop"


def _words(text: str) -> Iterator[tuple[str, str]]:
    parts = text.replace("(", " ").replace(")", " ").split()
    for place, part in enumerate(parts):
        if part == "is":
            yield parts[place - 1], parts[place + 1]


def _next(tree: Tree, name: str) -> list[str]:
    node = tree.nodes[name]
    return [branch.then for branch in (node.yes, node.no) if branch.then in tree.nodes]


def _reached(tree: Tree) -> set[str]:
    found, waiting = {tree.start}, [tree.start]
    while waiting:
        for name in _next(tree, waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _loops(tree: Tree) -> bool:
    finished: set[str] = set()

    def loop_from(name: str, path: frozenset[str]) -> bool:
        if name in path:
            return True
        if name in finished:
            return False
        found = any(loop_from(following, path | {name}) for following in _next(tree, name))
        finished.add(name)
        return found

    return any(loop_from(name, frozenset()) for name in tree.nodes)


def walk(tree: Tree, facts: Mapping[str, Fact], answers: Mapping[str, bool] | None = None) -> Trace:
    """Walk a tree with the facts of a unit.

    A measure that any node closed is closed, whichever comes first.

    Parameters
    ----------
    tree : the tree
    facts : every fact by name
    answers : answers by node that count whatever the facts say
    """
    given = answers or {}
    visits: list[Visit] = []
    opened: dict[str, str] = {}
    closed: dict[str, str] = {}
    name = tree.start
    while name != END:
        node = tree.nodes[name]
        known = node.condition.answer(facts)
        by_facts = node.if_unknown if known is None else known
        answer = given.get(name, by_facts)
        branch = node.yes if answer else node.no
        because = tr(branch.because)
        for measure in branch.opens:
            opened.setdefault(measure, because)
        for measure in branch.closes:
            closed.setdefault(measure, because)
        visits.append(
            Visit(
                node=node.id,
                rung=node.rung,
                question=tr(node.question),
                answer=answer,
                assumed=known is None and name not in given,
                facts={fact: facts[fact] for fact, _ in node.condition.uses()},
                because=because,
                opened=branch.opens,
                closed=branch.closes,
                sources=node.sources,
                overruled=known is not None and answer != known,
            )
        )
        name = branch.then
    kept = {name: opened[name] for name in measures() if name in opened and name not in closed}
    return Trace(tuple(visits), kept, closed)
