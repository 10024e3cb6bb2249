"""The small language of the tree's conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipog.advice.conditions import BadCondition, Fact, read_condition

FACTS: dict[str, Fact] = {
    "yes": True,
    "no": False,
    "open": None,
    "five": 5.0,
    "unmeasured": None,
    "rank": "lignite",
}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", True),
        ("no", False),
        ("open", None),
        ("not yes", False),
        ("not not yes", True),
        ("not open", None),
        ("five > 4", True),
        ("five > 5", False),
        ("five >= 5", True),
        ("five < -1.5", False),
        ("five <= 5.0", True),
        ("unmeasured > 3", None),
        ("rank is lignite", True),
        ("not rank is lignite", False),
        ("yes and no", False),
        ("yes or no", True),
        ("yes or no and no", True),
        ("(yes or no) and no", False),
        ("no and open", False),
        ("yes and open", None),
        ("yes or open", True),
        ("no or open", None),
        ("not (no or open)", None),
    ],
)
def test_an_expression_has_its_answer(text: str, answer: bool | None):
    assert read_condition(text).answer(FACTS) is answer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "and",
        "yes and",
        "yes no",
        "(yes",
        "yes)",
        "five >",
        "five > yes",
        "5 > five",
        "rank is",
        "is",
        "yes; no",
        "__import__('os')",
        "five == 5",
        "rank is not lignite",
        "yes and or no",
        "()",
        "five > 3 > 2",
    ],
)
def test_what_is_not_of_the_language_is_refused(text: str):
    with pytest.raises(BadCondition):
        read_condition(text)


@given(st.text(max_size=40))
def test_arbitrary_text_is_read_or_refused(text: str):
    try:
        condition = read_condition(text)
    except BadCondition:
        return
    assert all(kind in ("flag", "number", "word") for _, kind in condition.uses())


def test_a_condition_names_its_facts_with_their_kinds():
    uses = list(read_condition("yes and (five > 3 or not rank is lignite)").uses())
    assert uses == [("yes", "flag"), ("five", "number"), ("rank", "word")]
