"""``ipog report`` and ``ipog plot`` from the outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Run

from ipog.cli.main import main
from ipog.cli.plot import CURVE, KINDS
from ipog.examples import read
from ipog.files import read_plant
from ipog.report.plot import ADVICE_PICTURES, PICTURES

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}
STARTS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
CARBON = ("example:us-pleasant-prairie", "--unit", "With carbon")


def test_several_reports_are_written_at_once(ipog: Run, plant_file: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    names = ("a.html", "b.md")
    outputs = [word for name in names for word in ("-o", str(tmp_path / name))]
    done = ipog("report", str(plant_file), *outputs, "--samples", "50", env=EPOCH)
    assert done.returncode == 0
    assert done.stdout == b""
    for name in names:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "Kraftwerk Ölfeld 中文" in text
        assert "2026-01-01" in text


def test_the_plant_file_of_a_report_can_be_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = read("us-cheng-2009")
    source, first, second = tmp_path / "p.yaml", tmp_path / "a.md", tmp_path / "b.md"
    source.write_text(text, encoding="utf-8")
    words = ["--samples", "20", "-q"]
    assert main(["report", str(source), "-o", str(first), *words]) == 0
    found = re.search(r"^```yaml\n(.*)\n```$", first.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    source.write_text(found.group(1) + "\n", encoding="utf-8")
    assert read_plant(source).plant.name
    assert main(["report", str(source), "-o", str(second), *words]) == 0
    assert second.read_bytes() == first.read_bytes()
    assert capsys.readouterr().err == ""


def test_a_pdf_is_written(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("typst")
    target = tmp_path / "r.PDF"
    assert main(["report", "example:us-cheng-2009", "-o", str(target), "--samples", "20"]) == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("wrong", ["report.odt", "report", "-"])
def test_a_name_that_says_no_form_is_refused(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "example:us-cheng-2009", "-o", "fine.md", "-o", wrong]) == 2
    assert ".html, .md, .pdf" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_plant_file_is_never_replaced(plant_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = plant_file.rename(plant_file.with_suffix(".md"))
    before = path.read_bytes()
    assert main(["report", str(path), "-o", str(path), "--samples", "0"]) == 2
    assert "is the input" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_each_kind_of_chart_can_be_named() -> None:
    assert set(KINDS) == {*PICTURES, *ADVICE_PICTURES, CURVE}


@pytest.mark.parametrize("kind", KINDS)
def test_each_chart_is_drawn(kind: str, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    plant = ("example:us-cheng-2009",) if kind in ("targets", *ADVICE_PICTURES) else CARBON
    target = tmp_path / "x.svg"
    words = ["plot", *plant, "--kind", kind, "-o", str(target), "--samples", "50", "-q"]
    assert main(words) == 0
    first = target.read_bytes()
    assert first.startswith(STARTS["svg"])
    assert main(words) == 0
    assert target.read_bytes() == first


@pytest.mark.parametrize("form", STARTS)
def test_each_form_of_picture_is_written(form: str, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    target = tmp_path / f"x.{form}"
    assert main(["plot", *CARBON, "--kind", "stages", "-o", str(target), "--samples", "0", "-q"]) == 0
    assert target.read_bytes().startswith(STARTS[form])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["example:za-duvha", "--kind", "stages"], "2 units; say which"),
        (["example:za-duvha", "--kind", "stages", "--unit", "Units 1 to 2"], "did you mean Units 1 to 3?"),
        (["example:us-cheng-2009", "--kind", "aci-curve"], "injects no sorbent"),
        (["example:us-cheng-2009", "--kind", "tornado", "--samples", "0"], "no draws were asked for"),
        (["example:us-gaston", "--kind", "targets"], "has no targets"),
    ],
)
def test_what_cannot_be_drawn_is_explained(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    target = tmp_path / "x.svg"
    assert main(["plot", *words, "-o", str(target), "-q"]) == 2
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_a_chart_needs_a_name_that_says_its_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plot", "example:us-cheng-2009", "--kind", "stages", "-o", "x.jpg"]) == 2
    assert ".svg, .png, .pdf" in capsys.readouterr().err


def test_advice_is_added_on_request(tmp_path: Path) -> None:
    target = tmp_path / "r.md"
    words = ["report", "example:us-cheng-2009", "-o", str(target), "--samples", "20", "-q"]
    assert main(words) == 0
    assert "## What to do" not in target.read_text(encoding="utf-8")
    assert main([*words, "--advice"]) == 0
    assert "## What to do" in target.read_text(encoding="utf-8")


def test_several_plants_give_a_comparison(ipog: Run, tmp_path: Path) -> None:
    text = read("us-st-clair")
    for folder, device in (("a", "esp_cold_side"), ("b", "fabric_filter")):
        (tmp_path / folder).mkdir()
        changed = text.replace("esp_cold_side", device)
        (tmp_path / folder / "plant.yaml").write_text(changed, encoding="utf-8")
    names = [str(tmp_path / folder / "plant.yaml") for folder in ("a", "b")]
    target = tmp_path / "r.md"
    done = ipog("report", *names, "-o", str(target), "--samples", "0", "-q")
    assert (done.returncode, done.stderr) == (0, b"")
    made = target.read_text(encoding="utf-8")
    assert "esp\\_cold\\_side | fabric\\_filter" in made
    # Two files of one name are called by their paths.
    assert "b/plant" in made.replace("\\", "") or "b\\\\plant" in made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("example:us-gaston", "--target", "1 ug/Nm3"), b"--target says something to --advice"),
        (("example:us-gaston", "--site", "ash_is_sold=no"), b"--site says something to --advice"),
        (("example:us-gaston", "example:us-st-clair", "--advice"), b"--advice is for one FILE"),
    ],
)
def test_options_that_would_be_left_unheeded_are_refused(
    ipog: Run, tmp_path: Path, words: tuple[str, ...], said: bytes
) -> None:
    done = ipog("report", *words, "-o", str(tmp_path / "r.md"))
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "r.md").exists()


def test_advice_of_a_report_hears_what_is_asked(ipog: Run, tmp_path: Path) -> None:
    target = tmp_path / "r.md"
    words = ("--advice", "--target", "0.9 ug/Nm3", "--price", "coal_usd_gj=7", "--samples", "20")
    done = ipog("report", "example:us-st-clair", *words, "-o", str(target), "-q")
    assert done.returncode == 0, done.stderr
    assert "0.9" in target.read_text(encoding="utf-8")
