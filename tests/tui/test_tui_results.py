"""What a person does with results, by keys: advice, scenarios, train, charts, report, tables, batch."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_driver import app_of, field, go_to, notes, opened, press, screen_text, settled, until
from textual.widgets import DataTable, Input

from ipog.settings import Settings, drafts, save_settings
from ipog.tui import reporting
from ipog.tui.app import IpogApp
from ipog.tui.draw.glyphs import BLOCKS, glyphs
from ipog.tui.screens import advice as advice_module
from ipog.tui.screens.advice import AdviceScreen
from ipog.tui.screens.batch import BatchScreen
from ipog.tui.screens.charts import ChartsScreen
from ipog.tui.screens.plant import PlantScreen
from ipog.tui.screens.scenarios import ScenariosScreen
from ipog.tui.widgets.tick import Tick
from ipog.tui.widgets.train_view import Picture
from ipog.tui.widgets.walk_tree import WalkTree

SIZE = (80, 24)
PLANT = """\
# kept by every save
ipog_version: 1
plant: {name: "[/b] 中文 [red]", country: ZA}
units:
  - name: Unit 1   # the only one
    gross_capacity: 500 MW
    coal_feed:
      - coal: za-highveld
    boiler: {type: wall, unburned_carbon: 4 %}
    apcs:
      - type: esp_cold_side   # of 1984
      - type: wet_fgd
    targets:
      - {name: own goal, value: 1 ug/Nm3}
"""


@pytest.fixture
def file(home: Path) -> Path:
    """A plant file in the folder the app works in."""
    path = home / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested is what becomes of the figures."""
    monkeypatch.setattr(advice_module, "SAMPLES", 0)
    monkeypatch.setattr(reporting, "DEFAULT_SAMPLES", 0)


async def test_advice_is_walked_answered_sorted_and_put_into_a_copy(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await press(pilot, "w")
        advice = app_of(pilot).screen
        assert isinstance(advice, AdviceScreen)
        assert "Where the unit stands" in screen_text(app_of(pilot))

        # The tree: open a question, read its source, answer it otherwise.
        await press(pilot, "f7")
        walk = advice.query_one(WalkTree)
        questions = {line.data.node: line for line in walk._lines() if line.data is not None}
        walk.move_cursor(questions["space"])
        await press(pilot, "space")
        assert "source: " in screen_text(app_of(pilot))
        before = advice.advice
        assert before is not None
        await press(pilot, "n")
        after = advice.advice
        assert after is not None
        assert set(after.trace.opened) < set(before.trace.opened)
        assert {option.id for option in after.levels} != {option.id for option in before.levels}
        assert "1 of your own" in screen_text(app_of(pilot))

        # The options: each order, the words on one, and into a copy.
        await press(pilot, "f8")
        table = advice.query_one("#options", DataTable)
        for key, column in (("c", 4), ("e", 1)):
            await press(pilot, key)
            shown = [float(str(table.get_row_at(row)[column])) for row in range(table.row_count)]
            assert shown == sorted(shown)
        await press(pilot, "p", "m", "home", "enter")
        assert "Then " in screen_text(app_of(pilot))
        await press(pilot, "escape", "f9")
        assert "Cost and emission" in screen_text(app_of(pilot))
        chosen = advice._option
        assert chosen is not None
        await press(pilot, "a")
        copy = await opened(pilot)
        assert copy is not screen
        assert copy.document.text.startswith(f"# With {chosen.name}, put in by ipog.")
        assert "# of 1984" in copy.document.text
        assert "scenario: " in screen_text(app_of(pilot))
    assert file.read_text(encoding="utf-8") == PLANT


async def test_advice_is_stopped(file: Path, monkeypatch: pytest.MonkeyPatch):
    def endless(*args: object) -> None:
        progress = args[-1]
        while True:
            progress(1, 100)  # type: ignore[operator]

    monkeypatch.setattr(advice_module, "advise_on", endless)
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("w")
        await until(pilot, lambda: "1 of 100 options" in screen_text(app_of(pilot)))
        await press(pilot, "s")
        assert "Stopped" in screen_text(app_of(pilot))
        await press(pilot, "escape")
        assert isinstance(app_of(pilot).screen, PlantScreen)


async def test_scenarios_are_compared_renamed_undone_kept_and_found_again(file: Path):
    async with IpogApp(str(file)).run_test(size=(120, 40)) as pilot:
        first = await opened(pilot)
        await press(pilot, "s", "n", *"copy", "enter", "enter")
        screen = await opened(pilot)
        assert screen is not first
        screen.document.set_value(("units", 0, "boiler", "unburned_carbon"), "12 %")
        screen.changed()
        await settled(pilot)
        assert first.document.text == PLANT
        await press(pilot, "s")
        shown = screen_text(app_of(pilot))
        assert "12 % (differs)" in shown
        assert "%, less)" in shown
        await press(pilot, "e", *["backspace"] * 4, *"carbon", "enter")
        assert "> carbon" in screen_text(app_of(pilot))
        await press(pilot, "x")
        assert "go to another one first" in notes(app_of(pilot))
        await press(pilot, "k", "v", "enter")
        await press(pilot, "escape")
        app_of(pilot).exit()
    table = (file.parent / "scenarios.csv").read_text(encoding="utf-8")
    assert table.splitlines()[0] == ",the plant file,carbon"
    assert "boiler.unburned_carbon,4 %,12 % (differs)" in table

    # Killed or left: the scenario is there again, and the file as it was.
    assert file.read_text(encoding="utf-8") == PLANT
    async with IpogApp(str(file)).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert screen.document.text == PLANT
        assert [item.name for item in screen.scenarios.items] == ["the plant file", "carbon"]
        await press(pilot, "s", "right", "enter")
        copy = await opened(pilot)
        assert copy.document.value(("units", 0, "boiler", "unburned_carbon")) == "12 %"
        copy.document.set_value(("units", 0, "boiler", "unburned_carbon"), "6 %")
        copy.changed()
        await press(pilot, "ctrl+z")
        assert copy.document.value(("units", 0, "boiler", "unburned_carbon")) == "12 %"
        await press(pilot, "s", "left", "enter")
        await opened(pilot)
        await press(pilot, "s", "right", "x", "x")
        assert isinstance(app_of(pilot).screen, ScenariosScreen)
        await press(pilot, "escape", "ctrl+q")
    assert not list((file.parent.parent / "state" / "scenarios").iterdir())


async def test_scenarios_of_a_plant_without_a_file_are_asked_about(home: Path):
    async with IpogApp("example:us-gaston").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "s", "n", *"copy", "enter", "escape")
        assert len(drafts()) == 1
        await press(pilot, "f5")
        assert "Its scenario can be kept" in screen_text(app_of(pilot))
        await press(pilot, "d")
        assert drafts() == []
    assert not list((home.parent / "state" / "scenarios").iterdir())


async def test_scenarios_follow_a_plant_into_its_first_file(home: Path):
    async with IpogApp("example:us-gaston").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "s", "n", *"copy", "enter", "escape", "f3", "enter")
    # Killed right after.
    async with IpogApp("plant.yaml").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert [item.name for item in screen.scenarios.items] == ["the plant file", "copy"]
    assert len(list((home.parent / "state" / "scenarios").iterdir())) == 1


async def test_the_central_estimate_waits_for_no_pause(file: Path, monkeypatch: pytest.MonkeyPatch):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        monkeypatch.setattr(PlantScreen, "PAUSE", 1e6)
        await go_to(pilot, "units", 0, "boiler")
        before = screen.evaluation
        carbon = field(screen, "unburned carbon")
        carbon.focus()
        await pilot.press("home", "1")
        await until(pilot, lambda: not screen.stale)
        after = screen.evaluation
        assert before is not None
        assert after is not None
        assert after.units[0].stack.hg_ug_nm3 < before.units[0].stack.hg_ug_nm3
        assert before.units[0].percentiles
        assert not after.units[0].percentiles


async def test_the_train_is_changed_in_its_boxes(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "apcs")
        await press(pilot, "enter", "right", "right")
        assert isinstance(app_of(pilot).focused, Picture)
        assert "► wet scrubber" in screen_text(app_of(pilot))
        before = screen.document.text
        await press(pilot, "u")
        assert screen.document.text != before or "Not moved" in notes(app_of(pilot))
        await press(pilot, "ctrl+z")
        await press(pilot, "x")
        plant = screen.document.plant
        assert plant is not None
        assert [device.type for device in plant.units[0].apcs] == ["esp_cold_side"]
        await press(pilot, "left")
        picture = screen.query_one(Picture)
        place = next(number for number, box in enumerate(picture._shown.boxes) if box.marked)
        assert place == 2
        await press(pilot, "a", *"fabric", "enter")
        assert [device.type for device in screen.document.plant.units[0].apcs] == [  # type: ignore[union-attr]
            "esp_cold_side",
            "fabric_filter",
        ]
        await go_to(pilot, "units", 0, "apcs")
        await pilot.click(Picture, offset=(5, 7))
        await settled(pilot)
        assert "► cold-side ESP" in screen_text(app_of(pilot))


async def test_results_are_drawn_in_ascii_if_the_settings_ask_for_it(file: Path):
    save_settings(Settings(toured=True, look="ascii", units="us"))
    async with IpogApp(str(file)).run_test(size=(120, 100)) as pilot:
        await opened(pilot)
        await press(pilot, "f7", "z")
        shown = screen_text(app_of(pilot))
        assert "+ furnace" in shown
        assert "coal            100.0 % ####" in shown
        assert "Stack" in shown
        assert "lb/TBtu (P10" in shown


async def test_the_look_for_old_consoles_tells_the_forms_apart(file: Path):
    async with IpogApp(str(file), letters=True).run_test(size=(120, 100)) as pilot:
        await opened(pilot)
        await press(pilot, "f7", "z")
        assert "0 Hg0  2 Hg2+  p Hg-p" in screen_text(app_of(pilot))
    async with IpogApp().run_test(size=SIZE):
        assert glyphs() is BLOCKS


async def test_charts_have_their_figures_below(file: Path):
    file.write_text(
        PLANT.replace("- type: wet_fgd", "- type: wet_fgd\n      - type: fixed_bed"), encoding="utf-8"
    )
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "c")
        assert isinstance(app_of(pilot).screen, ChartsScreen)
        assert "cold-side ESP" in screen_text(app_of(pilot))
        await press(pilot, "f7")
        assert "injects no sorbent" in screen_text(app_of(pilot))
        await press(pilot, "f8")
        assert "own goal" in screen_text(app_of(pilot))


async def test_a_report_is_written_and_none_is_replaced_unasked(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "r", "end", "enter", "enter")
        report = file.with_suffix(".md")
        text = report.read_text(encoding="utf-8")
        assert "# kept by every save" in text
        assert "Saved plant.md." in notes(app_of(pilot))
        report.write_text("of somebody else", encoding="utf-8")
        await press(pilot, "r", "end", "enter", "enter", "k")
        assert report.read_text(encoding="utf-8") == "of somebody else"
        await press(pilot, "end", "enter", "enter", "r")
        assert report.read_text(encoding="utf-8") == text


async def test_a_table_is_copied_and_saved_without_formulas(file: Path):
    file.write_text(PLANT.replace("name: Unit 1", "name: =1+1"), encoding="utf-8")
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "k", "v", "enter")
        clipboard = app_of(pilot).clipboard
    lines = clipboard.splitlines()
    assert lines[0].split("\t")[:3] == ["unit", "behind", "Hg ug/Nm3"]
    assert all(line.startswith("'=1+1\t") for line in lines[1:])
    saved = (file.parent / "stages.csv").read_text(encoding="utf-8")
    assert saved.splitlines()[1].startswith("'=1+1,furnace")


FLEET = """\
plant,unit,coal_1,boiler_type,apcs
A,1,za-highveld,wall,esp_cold_side
A,2,za-highveld,wal,fabric_filter
"""


async def test_a_batch_is_run_and_its_wrong_row_is_opened(home: Path):
    (home / "fleet.csv").write_text(FLEET, encoding="utf-8")
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "b", "enter")
        assert isinstance(app_of(pilot).screen, BatchScreen)
        assert "nothing to read" in screen_text(app_of(pilot))
        await press(pilot, *"fleet", "full_stop", *"csv", "enter")
        assert "1 unit evaluated; 1 could not be evaluated" in screen_text(app_of(pilot))
        await press(pilot, "f9")
        assert "technology" in screen_text(app_of(pilot))
        await press(pilot, "f8")
        assert "boiler_type" in screen_text(app_of(pilot))
        await press(pilot, "enter")
        screen = await opened(pilot)
        assert screen.document.name == "row 3 of fleet.csv"
        assert screen.document.value(("units", 0, "boiler", "type")) == "wal"
        await press(pilot, "f5")
        assert isinstance(app_of(pilot).screen, BatchScreen)
    assert {path.name for path in home.iterdir()} == {
        "fleet.csv",
        "results.csv",
        "results.errors.csv",
        "results.summary.csv",
    }


async def test_a_batch_looks_at_scenarios_and_at_the_best_measure(home: Path):
    row = "A,1,za-highveld,wall,esp_cold_side,500,ZA"
    heads = "plant,unit,coal_1,boiler_type,apcs,gross_capacity [MW],country"
    (home / "fleet.csv").write_text(f"{heads}\n{row}\n", encoding="utf-8")
    async with IpogApp().run_test(size=(160, 50)) as pilot:
        await settled(pilot)
        await press(pilot, "b")
        app = app_of(pilot)
        for name, value in (("read", "fleet.csv"), ("scenarios", "bat, none"), ("target", "5 ug/Nm3")):
            app.screen.query_one(f"#batch-{name}", Input).value = value
        await press(pilot, "f5")
        assert "belongs to the best measure" in screen_text(app)
        app.screen.query_one("#batch-advise", Tick).toggle()
        await press(pilot, "f5")
        assert "there is no scenario 'none'" in screen_text(app)
        app.screen.query_one("#batch-scenarios", Input).value = "bat"
        await press(pilot, "f5")
        heads = [
            str(column.label) for column in app.screen.query_one("#batch-units", DataTable).columns.values()
        ]
        assert {"bat, ug/Nm3", "best measure", "USD/year"} <= set(heads)
        await press(pilot, "f9")
        assert "bat" in screen_text(app)


async def test_a_plant_file_of_a_batch_is_opened_as_such(file: Path):
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "b", *"plant", "full_stop", *"yaml", "enter", "f7", "enter")
        screen = await opened(pilot)
        assert screen.document.path == file or screen.document.path == Path("plant.yaml")


async def test_each_command_of_the_scenarios_runs(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        plant = await opened(pilot)
        await press(pilot, "s")
        app = app_of(pilot)
        screen = app.screen
        assert screen is not plant
        for command in app.get_system_commands(screen):
            if command.title in ("Leave ipog", "Back", "Edit it"):
                continue
            command.callback()
            await settled(pilot)
            while app.screen is not screen:
                await press(pilot, "escape")
