"""Calculating the plant of a screen: the central estimate at each change, the uncertainty after a pause."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from ipog.diagnostics import InputError, Problem
from ipog.language import tr
from ipog.results import Evaluation
from ipog.tui.calculate import SAMPLES, calculate
from ipog.tui.crash import in_words
from ipog.tui.document import PlantDocument

GROUP = "calculate"


class Calculated(Message):
    """A calculation ended.

    Attributes
    ----------
    text : the text it belongs to
    evaluation : its result; None if there is none
    problems : why there is none
    last : whether nothing follows
    """

    def __init__(
        self, text: str, evaluation: Evaluation | None, problems: tuple[Problem, ...], last: bool
    ) -> None:
        super().__init__()
        self.text = text
        self.evaluation = evaluation
        self.problems = problems
        self.last = last


class Calculating:
    """The result of a document and how it stands to the text.

    Parameters
    ----------
    screen : whose workers calculate, and which is sent what they find
    document : what is calculated

    Attributes
    ----------
    evaluation : the last result
    problems : why the present text has none
    busy : whether something is still to come
    """

    def __init__(self, screen: Screen[None], document: PlantDocument) -> None:
        self._screen = screen
        self._document = document
        self._evaluated = ""
        self._complete = ""
        self.evaluation: Evaluation | None = None
        self.problems: tuple[Problem, ...] = ()
        self.busy = False

    @property
    def stale(self) -> bool:
        """Whether the result is that of another text."""
        return self._evaluated != self._document.text

    def begin(self) -> None:
        """Calculate the central estimate of a new text."""
        self.problems = ()
        self._complete = ""
        self._run(SAMPLES[0])

    def add_uncertainty(self) -> None:
        """Calculate the text with its uncertainty."""
        self._run(SAMPLES[-1])

    def stop(self) -> None:
        """Calculate no more."""
        self._screen.workers.cancel_group(self._screen, GROUP)
        self.busy = False

    def take(self, event: Calculated) -> bool:
        """Take over what was found; False if the text has gone on since."""
        if event.text != self._document.text:
            return False
        if not event.last and self._complete == event.text:
            # A slow round that was overtaken by the last one.
            return False
        self._complete = event.text if event.last else ""
        if event.evaluation is not None:
            self.evaluation, self._evaluated = event.evaluation, event.text
        self.problems = tuple(self._document.parsed.locate(problem) for problem in event.problems)
        self.busy = not event.last
        return True

    def fault(self, event: Worker.StateChanged) -> str:
        """Words on a fault that ended a calculation; empty if none did."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or event.worker.group != GROUP or error is None:
            return ""
        self.busy = False
        return in_words(error, tr("A fault of ipog, not of your input, ended the calculation"))

    def words(self) -> str:
        """How the result stands to the text."""
        if self._document.plant is None or self.problems:
            return (
                tr("OLD RESULT, the file has errors")
                if self.evaluation
                else tr("No result: the file has errors")
            )
        if self.evaluation is None:
            return tr("Calculating ...")
        if self.stale:
            return tr("OLD RESULT, calculating ...")
        return tr("adding uncertainty ...") if self.busy else ""

    def _run(self, samples: int) -> None:
        plant, path, text = self._document.plant, self._document.path, self._document.text
        if plant is None:
            self.stop()
            return
        self.busy = True
        post: Callable[[Message], object] = self._screen.post_message

        def work() -> None:
            worker = get_current_worker()
            try:
                found: Evaluation | None = calculate(plant, path, samples)
                problems: tuple[Problem, ...] = ()
            except InputError as error:
                found, problems = None, error.problems
            if not worker.is_cancelled:
                post(Calculated(text, found, problems, found is None or samples == SAMPLES[-1]))

        self._screen.run_worker(work, thread=True, exclusive=True, group=GROUP, exit_on_error=False)
