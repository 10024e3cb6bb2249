"""What a question is, and the answers that lead to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ipog.tui.screens.pick import Choice

Given = Mapping[str, str]
"""Answers so far, by the key of their question."""
OWN = "="
"""An answer that is asked for in further questions."""
NONE = "none"
"""The answer that there is nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    key : of its answer
    words : the question
    about : why it matters, or how to answer
    choices : what can be chosen after the answers so far; None if the answer is typed
    usual : the choice to begin with, or words on what is taken if nothing is typed
    wanted : whether it is asked after the answers so far
    wrong : what is wrong with a typed answer; empty if nothing is
    """

    key: str
    words: str
    about: str
    choices: Callable[[Given], list[Choice]] | None = None
    usual: Callable[[Given], str] = lambda _: ""
    wanted: Callable[[Given], bool] = lambda _: True
    wrong: Callable[[Given, str], str] = lambda _, __: ""
