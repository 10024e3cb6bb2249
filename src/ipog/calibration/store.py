"""What the tests said, kept beside the plant file, and whether it still fits the plant."""

from __future__ import annotations

import hashlib
import json
import math
import os
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import ipog
from ipog.calibration.update import Update
from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.evaluate import Adjustment
from ipog.files import read_text
from ipog.files.text import decode
from ipog.language import mark, tr
from ipog.model import shipped
from ipog.plant import Plant, Unit
from ipog.provenance import Caution
from ipog.results import Evaluation

FORMAT = 1
SUFFIX = ".calibration.toml"
_NOT_TRAIN = frozenset({"name"})
_HEADER = """\
# What stack tests say of units of {plant}; written by `ipog calibrate`, read by `ipog run`.
# Delete it, or run with --no-calibration, to predict without the tests.
#
# error_shift and error_sd: mean and standard deviation of the unit's model error after the tests, on the
# logit of the emitted share of the coal's mercury over 1.25. Where capture is high, a shift of 0.7 doubles
# the emission. prior_sd is the standard deviation before them, draws_sd the spread of the model's draws.
# coal_known: whether the coal of a test day was analysed.
# train: hash of boiler and devices (with the coal feed, if coal_known is false) that were tested.
"""


OTHER_TRAIN = mark(
    "its stack tests in {file} were made with another boiler or train; "
    "run ipog calibrate with tests of this one"
)
OTHER_TRAIN_OR_COAL = mark(
    "its stack tests in {file} were made with another boiler, train or coal; "
    "run ipog calibrate with tests of this one"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one unit.

    Attributes
    ----------
    adjustment : what a run takes
    ipog, parameters : of the model that it corrects
    train : hash of what was tested
    tests_file, tests_sha256 : the file of tests
    """

    adjustment: Adjustment
    ipog: str
    parameters: str
    train: str
    tests_file: str
    tests_sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run does with the file beside its plant.

    Attributes
    ----------
    adjustments : by name of the unit, those that fit
    unused : by name of the unit, why what is kept is not used
    strangers : names of units that the plant lacks
    """

    adjustments: Mapping[str, Adjustment]
    unused: Mapping[str, str]
    strangers: tuple[str, ...]


def beside(plant_file: Path) -> Path:
    """Where the calibration of a plant file is kept."""
    return plant_file.with_name(plant_file.stem + SUFFIX)


def tested(unit: Unit, coal_known: bool) -> str:
    """Hash of what a calibration is valid for: boiler and train, and the feed if the tests lean on it.

    Numbers of the devices are left out, so that a dose or a temperature may change; their kinds and choices
    are in it.
    """
    train = [
        {
            key: value
            for key, value in device.model_dump(mode="json", exclude_none=True).items()
            if key not in _NOT_TRAIN and (isinstance(value, bool) or key in _choices(device))
        }
        for device in unit.apcs
    ]
    data: dict[str, Any] = {"boiler": unit.boiler.type, "apcs": train}
    if not coal_known:
        data["coal_feed"] = [coal.model_dump(mode="json", exclude_none=True) for coal in unit.coal_feed]
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def _choices(device: Any) -> set[str]:
    """Fields that hold a word."""
    return {name for name in type(device).model_fields if type(getattr(device, name)) is str}


def save(path: Path, plant: Plant, updates: Sequence[Update], tests_file: str, tests_text: str) -> None:
    """Keep updates beside the plant file; entries of other units stay.

    Raises
    ------
    ipog.diagnostics.InputError
        if the file that is there can't be read, or none can be written
    """
    entries = _read(path) if path.exists() else {}
    units = {unit.name: unit for unit in plant.units}
    digest = hashlib.sha256(tests_text.encode()).hexdigest()[:16]
    for update in updates:
        if update.adjustment is not None:
            entries[update.unit] = Entry(
                adjustment=replace(update.adjustment, file=path.name),
                ipog=ipog.__version__,
                parameters=shipped().label,
                train=tested(units[update.unit], update.adjustment.coal_known),
                tests_file=tests_file,
                tests_sha256=digest,
            )
    _replace(path, _text(plant, entries))


def load(path: Path, plant: Plant, data: bytes | None = None) -> Kept:
    """What is kept beside a plant file, sorted into what fits the plant and what does not.

    Parameters
    ----------
    path : of the file that is kept
    plant : of the plant file
    data : what the file holds, where it is not to be read

    Raises
    ------
    ipog.diagnostics.InputError
        if the file is not what ``ipog calibrate`` writes
    """
    units = {unit.name: unit for unit in plant.units}
    adjustments: dict[str, Adjustment] = {}
    unused: dict[str, str] = {}
    entries = _read(path, data)
    for name, entry in entries.items():
        if name not in units:
            continue
        coal_known = entry.adjustment.coal_known
        if entry.parameters != shipped().label:
            unused[name] = tr(
                "its stack tests in {file} were set against another parameter set ({parameters}); "
                "run ipog calibrate again",
                file=path.name,
                parameters=entry.parameters,
            )
        elif entry.train != tested(units[name], coal_known):
            unused[name] = tr(OTHER_TRAIN if coal_known else OTHER_TRAIN_OR_COAL, file=path.name)
        else:
            adjustments[name] = entry.adjustment
    return Kept(adjustments, unused, tuple(name for name in entries if name not in units))


def note_unused(evaluation: Evaluation, kept: Kept) -> Evaluation:
    """The evaluation with a warning for each unit whose tests were left aside."""
    units = tuple(
        replace(
            unit,
            warnings=(
                *unit.warnings,
                Caution(
                    "calibration-unused",
                    f"units[{index}]",
                    tr("not used: {reason}", reason=kept.unused[unit.name]),
                ),
            ),
        )
        if unit.name in kept.unused
        else unit
        for index, unit in enumerate(evaluation.units)
    )
    return replace(evaluation, units=units)


def _text(plant: Plant, entries: Mapping[str, Entry]) -> str:
    lines = [_HEADER.format(plant=" ".join(plant.plant.name.split())), f"ipog_calibration = {FORMAT}"]
    for name, entry in entries.items():
        row = {"name": name, **asdict(entry.adjustment), **asdict(entry)}
        del row["adjustment"], row["file"]
        lines += ["", "[[unit]]", *(f"{key} = {_value(value)}" for key, value in row.items())]
    return "\n".join(lines) + "\n"


def _value(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A JSON string is a TOML string, but for the one control character that JSON lets through.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _read(path: Path, data: bytes | None = None) -> dict[str, Entry]:
    text = (read_text(path) if data is None else decode(data, str(path))).text
    try:
        found = tomllib.loads(text)
        if found["ipog_calibration"] != FORMAT:
            version = found["ipog_calibration"]
            raise ValueError(tr("it has version {version!r} of the format", version=version))
        return {row["name"]: _entry(row, path) for row in found.get("unit", [])}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        reason = tr("{key} is missing", key=error) if isinstance(error, KeyError) else str(error)
        problem = Problem(
            "bad-calibration",
            tr("{file} is not what ipog calibrate writes: {reason}", file=path.name, reason=reason),
            file=str(path),
            allowed=tr("delete it and run ipog calibrate again, or run with --no-calibration"),
        )
        raise InputError([problem]) from None


def _entry(row: Mapping[str, Any], path: Path) -> Entry:
    numbers = {name: float(row[name]) for name in ("error_shift", "error_sd", "prior_sd", "draws_sd")}
    spreads = [value for name, value in numbers.items() if name != "error_shift"]
    if not all(math.isfinite(value) for value in numbers.values()) or min(spreads) <= 0:
        raise ValueError(tr("the errors of {unit} are not numbers that make sense", unit=row["name"]))
    return Entry(
        adjustment=Adjustment(
            **numbers,
            coal_known=bool(row["coal_known"]),
            tests=int(row["tests"]),
            first=str(row["first"]),
            last=str(row["last"]),
            file=path.name,
        ),
        ipog=str(row["ipog"]),
        parameters=str(row["parameters"]),
        train=str(row["train"]),
        tests_file=str(row["tests_file"]),
        tests_sha256=str(row["tests_sha256"]),
    )


def _replace(path: Path, text: str) -> None:
    """All of the text or, if something fails, the file as it was."""
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        # A temporary file is for its owner alone; the calibration is read by whoever reads the plant.
        draft.chmod(path.stat().st_mode if path.exists() else 0o644)
        draft.replace(path)
    except OSError as error:
        if draft is not None:
            draft.unlink(missing_ok=True)
        reason = why_unwritable(error, path)
        message = tr("{path} can't be written: {reason}", path=path, reason=reason)
        raise InputError([Problem("unwritable-file", message, file=str(path))]) from None
