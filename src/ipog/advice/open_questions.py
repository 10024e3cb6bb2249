"""What an answer that nobody gave would change: the tree walked again with each, without running more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ipog.advice.conditions import Fact
from ipog.advice.rank import Key, recommend
from ipog.advice.result import Option, Sensitivity
from ipog.advice.site import QUESTIONS
from ipog.advice.tree import Trace, shipped_tree, walk
from ipog.language import tr


def open_answers(
    options: Sequence[Option],
    chosen: Option,
    facts: Mapping[str, Fact],
    answers: Mapping[str, bool],
    trace: Trace,
    key: Key,
    confidence: float,
    budget: float | None,
) -> Iterator[Sensitivity]:
    """What each open answer of the site would change of the recommendation.

    Parameters
    ----------
    options : what was run
    chosen : the recommendation
    facts, answers, trace : of the walk as it went
    key, confidence, budget : of the ranking
    """
    for name, question in QUESTIONS.items():
        if facts[name] is not None:
            continue
        for said in (True, False):
            other = walk(shipped_tree(), {**facts, name: said}, answers)
            opened = [measure for measure in other.opened if measure not in trace.opened]
            closed = [measure for measure in trace.opened if measure not in other.opened]
            hit = [measure for measure in closed if measure in chosen.measures]
            if not hit and not opened:
                continue
            left = [option for option in options if set(option.measures) <= set(other.opened)]
            first = recommend(left, key, confidence, budget)
            yield Sensitivity(
                f"{name}={'yes' if said else 'no'}",
                "" if first is None else first.id,
                bool(hit),
                _sentence(tr(question), said, hit, opened, first),
            )


def _sentence(
    question: str, said: bool, hit: Sequence[str], opened: Sequence[str], first: Option | None
) -> str:
    parts = []
    if hit:
        gone = ", ".join(hit)
        parts.append(
            tr("{measures} would be ruled out, and nothing of what was run would be left", measures=gone)
            if first is None
            else tr(
                "{measures} would be ruled out, and {option} would come first",
                measures=gone,
                option=first.name,
            )
        )
    if opened:
        parts.append(
            tr("{measures} would be looked at too: ask again with that answer", measures=", ".join(opened))
        )
    then = "; ".join(parts)
    if said:
        return tr("{question} If yes: {then}", question=question, then=then)
    return tr("{question} If no: {then}", question=question, then=then)
