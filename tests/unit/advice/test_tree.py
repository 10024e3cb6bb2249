"""The decision tree: sound as data, and every walk ends."""

from __future__ import annotations

import copy
import random
from importlib.resources import files
from typing import Any

import pytest
import yaml
from units import UNITS

from ipog.advice.conditions import Fact
from ipog.advice.facts import FACTS, WORDS_OF, Situation, facts_of
from ipog.advice.measures import measures
from ipog.advice.site import QUESTIONS, Site
from ipog.advice.tree import BadTree, faults, read_tree, shipped_tree, walk
from ipog.evaluate.many import evaluate_many

NUMBERS = [
    None,
    -2.0,
    -0.2,
    0.1,
    0.3,
    1.2,
    1.8,
    2.5,
    4.0,
    6.0,
    20.0,
    30.0,
    50.0,
    99.0,
    99.9,
    140.0,
    200.0,
    20000.0,
]


def data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        files("ipog.advice").joinpath("tree.yaml").read_text(encoding="utf-8")
    )
    return loaded


def random_facts(chance: random.Random) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for name, row in FACTS.items():
        if row.kind == "flag":
            facts[name] = chance.choice([True, False, None])
        elif row.kind == "number":
            facts[name] = chance.choice(NUMBERS)
        else:
            facts[name] = chance.choice(WORDS_OF[name])
    return facts


def test_the_shipped_tree_has_no_fault():
    assert list(faults(shipped_tree())) == []


def test_every_node_is_reached_with_both_answers_and_every_walk_ends():
    tree = shipped_tree()
    chance = random.Random(1)
    seen: set[tuple[str, bool]] = set()
    for _ in range(4000):
        trace = walk(tree, random_facts(chance))
        assert len(trace.visits) <= len(tree.nodes)
        seen |= {(visit.node, visit.answer) for visit in trace.visits}
    assert seen == {(name, answer) for name in tree.nodes for answer in (True, False)}


def test_every_measure_is_opened_somewhere():
    opened = {
        name
        for node in shipped_tree().nodes.values()
        for branch in (node.yes, node.no)
        for name in branch.opens
    }
    assert opened == set(measures())


def test_every_answer_says_why():
    for node in shipped_tree().nodes.values():
        assert node.question.endswith("?")
        for branch in (node.yes, node.no):
            assert branch.because.endswith(".")


def test_what_is_closed_stays_closed():
    chance = random.Random(2)
    for _ in range(500):
        trace = walk(shipped_tree(), random_facts(chance))
        assert not set(trace.opened) & set(trace.closed)


@pytest.mark.parametrize("name", list(UNITS))
def test_facts_of_real_units_are_of_their_kind(name: str):
    variant = evaluate_many([UNITS[name]], "US", "units[0]", 0, 1)[0]
    facts = facts_of(Situation(variant, Site(ash_sold=True), 0.9))
    assert set(facts) == set(FACTS)
    kinds = {"flag": bool, "number": float, "word": str}
    for fact, value in facts.items():
        assert value is None or isinstance(value, kinds[FACTS[fact].kind])
    assert facts["ash_sold"] is True
    assert facts["at_coast"] is None
    for fact, words in WORDS_OF.items():
        assert facts[fact] is None or facts[fact] in words


def test_every_question_of_a_site_is_asked_by_the_tree():
    asked = {fact for node in shipped_tree().nodes.values() for fact, _ in node.condition.uses()}
    assert set(QUESTIONS) <= asked


def test_an_unknown_fact_takes_the_stated_answer_and_the_trace_says_so():
    variant = evaluate_many([UNITS["prb_esp"]], "US", "units[0]", 0, 1)[0]
    trace = walk(shipped_tree(), facts_of(Situation(variant, Site(), 0.9)))
    sold = next(visit for visit in trace.visits if visit.node == "ash_may_hold_carbon")
    assert (sold.answer, sold.assumed, sold.facts) == (False, True, {"ash_sold": None})


def broken(change: Any) -> list[str]:
    changed = copy.deepcopy(data())
    change(changed["nodes"])
    return list(faults(read_tree(changed)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda nodes: nodes["target"].update(condition="meets_targets"), "no fact meets_targets"),
        (lambda nodes: nodes["target"].update(condition="meets_target > 1"), "is a flag, not a number"),
        (lambda nodes: nodes["washable"].update(condition="rank is brown"), "rank is never brown"),
        (lambda nodes: nodes["target"][True].update(open=["pray"]), "no measure pray"),
        (lambda nodes: nodes["target"][True].update(then="nowhere"), "no node nowhere"),
        (lambda nodes: nodes["target"].update(sources=["hearsay"]), "no source hearsay"),
        (lambda nodes: nodes["target"][False].update(then="end"), "efficiency is never reached"),
        (lambda nodes: nodes["last_resort"][True].update(then="efficiency"), "the tree has a loop"),
    ],
)
def test_a_broken_tree_is_told_by_its_faults(change: Any, said: str):
    assert any(said in fault for fault in broken(change))


def test_a_tree_without_an_answer_is_refused():
    changed = data()
    del changed["nodes"]["target"][True]
    with pytest.raises(BadTree):
        read_tree(changed)
