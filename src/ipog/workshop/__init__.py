"""The workshop: lessons as data, and the engine that poses, checks, explains and scores them."""

from __future__ import annotations

from ipog.workshop.progress import Progress, learn_folder
from ipog.workshop.reading import UnknownLesson, lesson_named, lessons, read_lesson
from ipog.workshop.session import Page, Session

__all__ = [
    "Page",
    "Progress",
    "Session",
    "UnknownLesson",
    "learn_folder",
    "lesson_named",
    "lessons",
    "read_lesson",
]
