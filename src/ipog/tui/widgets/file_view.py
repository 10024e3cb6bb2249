"""The plant file as text, with its problems below; what is written into it is taken over after a pause."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from ipog.diagnostics import Problem
from ipog.language import tr
from ipog.tui.document import PlantDocument
from ipog.tui.widgets.field_row import sentence


class FileView(Vertical):
    """The text of a document.

    Parameters
    ----------
    document : whose text it is
    pause : time without a key after which what was written is to be taken over [s]
    """

    class Written(Message):
        """Something was written, and the pause is over."""

    def __init__(self, document: PlantDocument, pause: float) -> None:
        super().__init__()
        self._document = document
        self._pause = pause
        self._typing: Timer | None = None
        self._lines: list[str] = []
        self._places: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        """Text and problems."""
        yield TextArea(self._document.text, id="text", show_line_numbers=True, soft_wrap=False, compact=True)
        yield OptionList(id="problems", markup=False, compact=True)

    @property
    def typing(self) -> bool:
        """Whether something was written that is not taken over yet."""
        return self._typing is not None

    def draw(self) -> None:
        """Show the text of the document, unless another is being written."""
        text = self.query_one("#text", TextArea)
        if text.text != self._document.text and not self.typing:
            with text.prevent(TextArea.Changed):
                text.load_text(self._document.text)

    def show_problems(self, found: Sequence[Problem]) -> None:
        """List problems; Enter on one goes to its line."""
        lines = [
            tr("line {line}: {problem}", line=problem.line, problem=sentence(problem))
            if problem.line is not None
            else sentence(problem)
            for problem in found
        ]
        self._places = [((problem.line or 1) - 1, (problem.column or 1) - 1) for problem in found]
        problems = self.query_one("#problems", OptionList)
        if lines != self._lines:
            self._lines = lines
            problems.clear_options()
            problems.add_options(Option(Text(line)) for line in lines)
        problems.display = bool(found)

    def take(self) -> bool:
        """Take over what was written; whether the text is another now."""
        if self._typing is None:
            return False
        self._typing.stop()
        self._typing = None
        text = self.query_one("#text", TextArea).text
        if text == self._document.text:
            return False
        self._document.change_text(text)
        return True

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(self._pause, lambda: self.post_message(self.Written()))

    @on(OptionList.OptionSelected)
    def _jump(self, event: OptionList.OptionSelected) -> None:
        text = self.query_one("#text", TextArea)
        text.move_cursor(self._places[event.option_index], center=True)
        text.focus()
