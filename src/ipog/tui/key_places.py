"""Where which keys work, for the list of keys (?)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding, BindingType

from ipog.language import mark, tr
from ipog.tui.screens.advice import AdviceScreen
from ipog.tui.screens.batch import BatchScreen
from ipog.tui.screens.blend import BlendScreen
from ipog.tui.screens.changing import Changing
from ipog.tui.screens.charts import ChartsScreen
from ipog.tui.screens.coals import CoalScreen
from ipog.tui.screens.help import HelpScreen
from ipog.tui.screens.lesson import LessonScreen, OrderList
from ipog.tui.screens.lessons import LessonsScreen
from ipog.tui.screens.onward import Onward
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.screens.scenarios import ScenariosScreen
from ipog.tui.screens.start import StartScreen
from ipog.tui.screens.taking import TakingScreen
from ipog.tui.screens.wizard import WizardScreen
from ipog.tui.widgets.field_row import FieldInput
from ipog.tui.widgets.plant_tree import PlantTree
from ipog.tui.widgets.train_view import Picture
from ipog.tui.widgets.walk_tree import WalkTree


def key_places(everywhere: Sequence[BindingType]) -> list[tuple[str, Iterable[BindingType]]]:
    """Where keys work, and which.

    Parameters
    ----------
    everywhere : keys of the app itself
    """
    palette = Binding("f2", "command_palette", mark("All commands, by name"))
    return [
        (tr("Everywhere"), [*everywhere, palette]),
        (tr("Start screen"), StartScreen.BINDINGS),
        (tr("Plant"), [*PlantScreen.BINDINGS, *Changing.BINDINGS, *Onward.BINDINGS]),
        (tr("In the tree"), PlantTree.BINDINGS),
        (tr("In a field"), FieldInput.BINDINGS),
        (tr("In the train"), Picture.BINDINGS),
        (tr("Wherever there are results"), TakingScreen.BINDINGS),
        (tr("What to do"), AdviceScreen.BINDINGS),
        (tr("In the decision tree"), WalkTree.BINDINGS),
        (tr("Scenarios"), ScenariosScreen.BINDINGS),
        (tr("Charts"), ChartsScreen.BINDINGS),
        (tr("Many plants at once"), BatchScreen.BINDINGS),
        (tr("New plant, step by step"), WizardScreen.BINDINGS),
        (tr("Library of coals"), CoalScreen.BINDINGS),
        (tr("Blend"), BlendScreen.BINDINGS),
        (tr("Manual"), HelpScreen.BINDINGS),
        (tr("Lessons"), LessonsScreen.BINDINGS),
        (tr("In a lesson"), LessonScreen.BINDINGS),
        (tr("Lines to bring into order"), OrderList.BINDINGS),
    ]
