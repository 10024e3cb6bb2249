"""What a person does with the app, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_driver import app_of, field, go_to, notes, opened, press, screen_text, settled, until, write
from textual.widgets import OptionList, TabbedContent, TextArea

from ipog.evaluate import evaluate
from ipog.files import read_plant
from ipog.settings import drafts, load_settings
from ipog.tui.app import IpogApp
from ipog.tui.screens import calculating
from ipog.tui.screens.pick import PickScreen
from ipog.tui.screens.start import StartScreen
from ipog.tui.widgets.field_row import FieldInput

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
    boiler: {type: wall}
    apcs:
      - type: esp_cold_side   # of 1984
    targets:
      - {name: own goal, value: 5 ug/Nm3}
"""


@pytest.fixture
def file(home: Path) -> Path:
    """A plant file in the folder the app works in."""
    path = home / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    return path


async def test_a_new_plant_is_edited_and_saved_and_gives_the_result_of_a_run(home: Path):
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("n")
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "boiler")
        await write(pilot, field(screen, "unburned carbon"), "6 %")
        await press(pilot, "f3")
        await press(pilot, *["backspace"] * len("plant.yaml"), *"mine", "enter")
    path = home / "mine"
    plant = read_plant(path)
    assert float(plant.units[0].boiler.unburned_carbon or 0) == 6
    assert screen.evaluation is not None
    assert screen.evaluation == evaluate(plant, samples=calculating.SAMPLES[-1])
    assert load_settings().recent == (str(path),)


async def test_saving_keeps_the_comments(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await write(pilot, field(screen, "gross capacity"), "600 MW")
        await press(pilot, "ctrl+s")
    assert file.read_text(encoding="utf-8") == PLANT.replace("500 MW", "600 MW")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12,5 MW", "12.5"),
        ("5 furlong", "furlong"),
        ("-3 MW", "allowed"),
    ],
)
async def test_a_wrong_value_is_answered_beside_its_field_and_left_alone(file: Path, typed: str, words: str):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        target = field(screen, "gross capacity")
        await write(pilot, target, typed)
        shown = " ".join(screen_text(app_of(pilot)).split())
        assert "error: " in shown
        assert words in shown
        assert "OLD RESULT" in shown
        await press(pilot, "down")
        assert app_of(pilot).focused is not target
        assert target.value == typed


async def test_a_field_that_is_emptied_takes_its_default_again(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "boiler")
        excess = field(screen, "excess oxygen")
        assert excess.placeholder == "assumed: 3.5 %"
        await write(pilot, excess, "5 %")
        assert "excess_oxygen: 5 %" in screen.document.text
        await write(pilot, excess, "")
        assert screen.document.text == PLANT


async def test_undo_and_redo_go_through_all_edits(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await write(pilot, field(screen, "gross capacity"), "600 MW")
        await write(pilot, field(screen, "load"), "80 %")
        changed = screen.document.text
        await press(pilot, "ctrl+z")
        assert "load" not in screen.document.text
        assert "600 MW" in screen.document.text
        await press(pilot, "ctrl+z")
        assert screen.document.text == PLANT
        assert field(screen, "gross capacity").value == "500 MW"
        await press(pilot, "ctrl+y", "ctrl+y")
        assert screen.document.text == changed


async def test_a_device_is_added_where_it_can_stand(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "apcs", 0)
        await press(pilot, "a", *"spray", "enter")
        plant = screen.document.plant
        assert plant is not None
        assert [device.type for device in plant.units[0].apcs] == ["spray_dryer", "esp_cold_side"]
        assert "of 1984" in screen.document.text
        assert "number 1" in notes(app_of(pilot))


async def test_impossible_orders_are_refused_with_the_reason(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "apcs", 0)
        await press(pilot, "a", *"spray", "enter")
        before = screen.document.text
        await press(pilot, "d")
        await press(pilot, "down", "x")
        assert screen.document.text == before
        assert notes(app_of(pilot)).count("collects its solids") == 2


async def test_devices_move_by_keys_and_unusual_orders_are_pointed_out(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "apcs")
        await press(pilot, "a", *"fabric", "enter", "u")
        plant = screen.document.plant
        assert plant is not None
        assert [device.type for device in plant.units[0].apcs] == ["fabric_filter", "esp_cold_side"]
        await press(pilot, "down")
        assert "warning: an ESP behind a fabric filter" in screen_text(app_of(pilot))


async def test_a_coal_is_chosen_from_the_library(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "coal_feed", 0)
        await press(pilot, "enter", "enter")
        assert isinstance(app_of(pilot).screen, PickScreen)
        await press(pilot, *"kendal", "enter")
        assert screen.document.value(("units", 0, "coal_feed", 0, "coal")) == "za-kendal"
        assert field(screen, "mercury", "trace").placeholder == "library: 0.44 mg/kg"


async def test_the_last_coal_and_the_last_unit_stay(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await press(pilot, "x")
        await go_to(pilot, "units", 0, "coal_feed", 0)
        await press(pilot, "x")
        assert screen.document.text == PLANT
        assert notes(app_of(pilot)).count("stays") == 2


async def test_a_unit_is_copied_and_its_result_is_shown(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await press(pilot, "a")
        assert screen.evaluation is not None
        assert [unit.name for unit in screen.evaluation.units] == ["Unit 1", "Unit 2"]
        await press(pilot, "f7")
        assert "Unit 2 (one of 2 units" in screen_text(app_of(pilot))


async def test_a_problem_in_the_text_is_listed_and_enter_goes_to_its_line(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "f9")
        text = screen.query_one("#text", TextArea)
        text.load_text(PLANT.replace("type: wall", "type: wal"))
        await settled(pilot)
        problems = screen.query_one("#problems", OptionList)
        assert problems.option_count == 1
        problems.focus()
        await press(pilot, "home", "enter")
        assert app_of(pilot).focused is text
        assert text.cursor_location[0] == PLANT.split("\n").index("    boiler: {type: wall}")


async def test_text_that_is_no_yaml_stops_no_work(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "f9")
        screen.query_one("#text", TextArea).load_text("plant: {name: ")
        await settled(pilot)
        await press(pilot, "escape", "a", "x", "f6")
        assert "can't be read as YAML" in screen_text(app_of(pilot))
        await press(pilot, "ctrl+z")
        assert screen.document.text == PLANT


async def test_leaving_with_changes_asks_and_keeps_or_drops_them(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await write(pilot, field(screen, "gross capacity"), "600 MW")
        await press(pilot, "ctrl+q", "escape")
        assert app_of(pilot).plant_screen is screen
        await press(pilot, "f5", "s")
        assert isinstance(app_of(pilot).screen, StartScreen)
        assert "600 MW" in file.read_text(encoding="utf-8")
        assert drafts() == []


async def test_a_save_that_is_broken_off_leaves_nothing(home: Path):
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("n")
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await write(pilot, field(screen, "note"), "kept")
        await press(pilot, "ctrl+q", "s", "escape")
        assert app_of(pilot).plant_screen is screen
        await press(pilot, "f3", "enter")
        assert app_of(pilot).plant_screen is screen
    assert "kept" in (home / "plant.yaml").read_text(encoding="utf-8")


async def test_shares_that_miss_100_are_told_where_they_are_typed(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0, "coal_feed", 0)
        await write(pilot, field(screen, "share"), "80 %")
        assert "the shares of the feed add up to 80 %" in " ".join(screen_text(app_of(pilot)).split())


async def test_enter_right_after_moving_goes_to_the_fields_of_the_new_line(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("home", "down", "enter")
        await settled(pilot)
        focused = app_of(pilot).focused
        assert isinstance(focused, FieldInput)
        assert focused.field.steps == ("units", 0, "name")


async def test_a_draft_outlives_a_killed_app_and_is_offered(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await write(pilot, field(screen, "gross capacity"), "600 MW")
    assert file.read_text(encoding="utf-8") == PLANT
    async with IpogApp().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Drafts that were not saved" in screen_text(app_of(pilot))
        options = app_of(pilot).screen.query_one("#start", OptionList)
        ids = [option.id or "" for option in options.options]
        options.highlighted = next(at for at, name in enumerate(ids) if name.startswith("draft:"))
        await press(pilot, "enter")
        screen = await opened(pilot)
        assert "600 MW" in screen.document.text
        await press(pilot, "ctrl+z")
        assert screen.document.text == PLANT


async def test_a_file_that_changed_on_disk_is_not_overwritten_unasked(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "units", 0)
        await write(pilot, field(screen, "gross capacity"), "600 MW")
        file.write_text(PLANT + "# from elsewhere\n", encoding="utf-8")
        await press(pilot, "f3", "k")
        assert "from elsewhere" in file.read_text(encoding="utf-8")
        await press(pilot, "f3", "r")
        assert "600 MW" in file.read_text(encoding="utf-8")


async def test_an_example_is_opened_as_a_copy(home: Path):
    async with IpogApp("example:za-duvha").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.document.path is None
        assert not screen.document.modified
        await press(pilot, "f5")
        assert "za-duvha              South Africa: fabric filter" in screen_text(app_of(pilot))
        await press(pilot, "ctrl+q")
    assert list(home.iterdir()) == []


async def test_a_fault_in_the_calculation_is_told_and_ends_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault for the test")

    monkeypatch.setattr(calculating, "calculate", broken)
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "fault of ipog" in notes(app_of(pilot))
        assert screen.is_running


async def crash(app: IpogApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        screen.document.change_text(PLANT + "# unsaved\n")
        screen.call_next(lambda: 1 / 0)
        await until(pilot, lambda: app.return_code is not None)


async def test_a_crash_keeps_the_draft_and_says_one_line(file: Path, capsys: pytest.CaptureFixture[str]):
    app = IpogApp(str(file))
    with pytest.raises(ZeroDivisionError):
        await crash(app)
    assert app.return_code == 70
    assert [draft.text for draft in drafts()] == [PLANT + "# unsaved\n"]
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err + captured.out


async def test_each_command_of_the_palette_runs(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        app = app_of(pilot)
        names = [command.title for command in app.get_system_commands(screen)]
        assert len(names) == len(set(names))
        for command in app.get_system_commands(screen):
            if command.title in ("Leave ipog", "Start screen"):
                continue
            command.callback()
            await settled(pilot)
            while app.screen is not screen:
                await press(pilot, "escape")


async def test_every_tab_has_its_key(file: Path):
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        tabs = screen.query_one(TabbedContent)
        for key, name in (("f7", "results"), ("f8", "assumed"), ("f9", "file"), ("f6", "edit")):
            await press(pilot, key)
            assert tabs.active == name


async def test_without_colours_the_theme_is_ansi(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with IpogApp(str(file)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert app_of(pilot).theme == "ansi-dark"
        assert load_settings().theme == ""
