"""What a lesson file holds; every text may quote figures that the model works out, as ``{name}``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
LETTERS = "abcdefghij"
"""Keys of choices and items, by their place."""


class Part(BaseModel):
    """Any part of a lesson file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LessonPlant(Part):
    """A plant of the lesson: a shipped example, another plant of the lesson, or a unit written out."""

    about: Text
    example: str | None = None
    unit: str | None = None
    like: Name | None = None
    country: str | None = None
    written: dict[str, Any] | None = None
    change: list[str] = []
    samples: Annotated[int, Field(ge=0, le=2000)] = 0

    @model_validator(mode="after")
    def _one_origin(self) -> LessonPlant:
        if sum(origin is not None for origin in (self.example, self.like, self.written)) != 1:
            raise ValueError("needs one of example, like and written")
        return self


class Choice(Part):
    """An answer to choose, right by ``right`` or by its ``value``, with what is said of it."""

    text: Text
    why: Text
    right: bool = False
    value: str | None = None


class Item(Part):
    """Something to bring into order, by its value."""

    text: Text
    value: Text


class Slip(Part):
    """A wrong number that a known mistake gives, and what is said of it."""

    answer: Text
    why: Text


class Rule(Part):
    """What a participant's plant must satisfy, and what is said if it does not."""

    need: Text
    otherwise: Text


class Read(Part):
    """Text to read."""

    do: Literal["read", "explain"]
    text: Text


class Edit(Part):
    """Something to do with a plant in the editor."""

    do: Literal["edit"]
    text: Text
    plant: Name


class Run(Part):
    """Results of plants, side by side."""

    do: Literal["run"]
    text: Text
    plants: Annotated[list[Name], Field(min_length=1, max_length=5)]
    show: Annotated[list[str], Field(min_length=1)] = ["stack", "removed"]


class Compare(Part):
    """A prediction beside what the model says."""

    do: Literal["compare"]
    prediction: Name
    text: Text


class Question(Part):
    """What questions have in common."""

    id: Name
    question: Text
    points: Annotated[int, Field(ge=0, le=10)] = 1
    hints: list[Text] = []
    solution: Text


class Chosen(Question):
    """One of several answers."""

    choices: Annotated[list[Choice], Field(min_length=2, max_length=6)]
    pick: Literal["largest", "smallest"] | None = None

    @model_validator(mode="after")
    def _one_right(self) -> Chosen:
        rights = sum(choice.right for choice in self.choices)
        values = sum(choice.value is not None for choice in self.choices)
        if self.pick is None and (rights != 1 or values):
            raise ValueError("needs one choice with right: true, or pick with a value for each choice")
        if self.pick is not None and (rights or values != len(self.choices)):
            raise ValueError("has pick, so each choice needs a value and none is marked right")
        return self


class Predict(Chosen):
    """A guess before the model is asked; it earns no points."""

    do: Literal["predict"]
    points: Literal[0] = 0
    solution: str = ""


class Choose(Chosen):
    """A choice that is checked."""

    do: Literal["choose"]


class Number(Question):
    """A number that the model knows.

    ``unit`` is shown; ``dimension`` names the row of the units table whose other units are taken too.
    ``tolerance`` is relative, in %.
    """

    do: Literal["number"]
    points: Annotated[int, Field(ge=0, le=10)] = 2
    answer: Text
    unit: str
    dimension: str | None = None
    tolerance: Annotated[float, Field(gt=0, le=50)] = 5
    slips: list[Slip] = []
    low: Text
    high: Text


class Order(Question):
    """Items to bring into the order of their values, the largest first.

    ``unit`` is that of the values when an explanation quotes them; with ``%`` they are shares.
    """

    do: Literal["order"]
    points: Annotated[int, Field(ge=0, le=10)] = 2
    unit: str
    items: Annotated[list[Item], Field(min_length=3, max_length=6)]
    why: Text


class Try(Question):
    """A plant to change until it satisfies every rule; in a rule, ``yours`` is the changed plant."""

    do: Literal["try"]
    points: Annotated[int, Field(ge=0, le=10)] = 3
    plant: Name
    rules: Annotated[list[Rule], Field(min_length=1)]
    reached: Text
    solved_by: Annotated[list[str], Field(min_length=1)]


Step = Annotated[
    Read | Edit | Run | Compare | Predict | Choose | Number | Order | Try, Field(discriminator="do")
]
Asked = Predict | Choose | Number | Order | Try


class Lesson(Part):
    """A lesson."""

    lesson: Literal[1]
    number: Annotated[int, Field(ge=1)]
    title: Text
    level: Literal["basic", "middle", "expert"]
    minutes: Annotated[int, Field(ge=5, le=120)]
    goal: Text
    background: Text
    plants: dict[Name, LessonPlant]
    figures: dict[Name, Text] = {}
    holds: list[Text] = []
    steps: Annotated[list[Step], Field(min_length=2)]
    further: Annotated[list[str], Field(min_length=1)]

    def questions(self) -> dict[str, Asked]:
        """Questions by id, in order."""
        return {step.id: step for step in self.steps if isinstance(step, Question)}

    @property
    def points(self) -> int:
        """Points to earn."""
        return sum(question.points for question in self.questions().values())


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text that a participant reads, with its path in the lesson."""
    if isinstance(part, list):
        for index, entry in enumerate(part):
            yield from texts(entry, f"{path}[{index}]")
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            inner = f"{path}.{name}" if path else name
            value = getattr(part, name)
            if name in READ and isinstance(value, str):
                yield inner, value
            elif name in READ and isinstance(value, list):
                yield from ((f"{inner}[{index}]", entry) for index, entry in enumerate(value))
            elif isinstance(value, list):
                yield from texts(value, inner)
            elif isinstance(value, dict):
                for key, entry in value.items():
                    yield from texts(entry, f"{inner}.{key}")


def in_words(part: Any, word: Callable[[str], str]) -> Any:
    """A part of a lesson with every text that a participant reads in other words.

    Parameters
    ----------
    part : a lesson or what is in it
    word : gives the other words of a text
    """
    if isinstance(part, list):
        return [in_words(entry, word) for entry in part]
    if isinstance(part, dict):
        return {key: in_words(entry, word) for key, entry in part.items()}
    if not isinstance(part, Part):
        return part
    changed: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name not in READ:
            if isinstance(value, list | dict):
                changed[name] = in_words(value, word)
        elif isinstance(value, str):
            changed[name] = word(value)
        elif isinstance(value, list):
            changed[name] = [word(entry) for entry in value]
    return part.model_copy(update=changed)


READ = frozenset(
    {
        "title",
        "goal",
        "background",
        "about",
        "text",
        "question",
        "why",
        "hints",
        "solution",
        "low",
        "high",
        "otherwise",
        "reached",
    }
)
"""Fields that a participant reads, which are those to translate."""
