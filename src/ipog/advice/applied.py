"""An option put into a plant: the plant with it, and the text of its file with comments kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from ipog.advice.changes import Place, apply_all
from ipog.advice.measures import Step, measures, written_name
from ipog.advice.site import Site
from ipog.diagnostics import InputError, Problem
from ipog.files import parse, plant_data, update_text
from ipog.language import tr
from ipog.plant import Plant
from ipog.vocabulary import nearest


def steps_of(option_id: str) -> tuple[Step, ...]:
    """The steps of an option's id, such as ``aci_brominated@2+cool_esp@130``.

    Raises
    ------
    ipog.diagnostics.InputError
        if a measure is unknown, or its level is missing, too much, or no number
    """
    return tuple(_step(part.strip()) for part in option_id.split("+"))


def _step(text: str) -> Step:
    name, at, level = text.partition("@")
    measure = measures().get(name)
    if measure is None:
        raise _fault(
            "unknown-measure",
            tr("{name} is not a measure that ipog knows", name=repr(name)),
            name,
            ", ".join(measures()),
            nearest(name, measures()),
        )
    if not measure.levels:
        if at:
            raise _fault("no-level", tr("{name} has no level to set", name=name), text, name, name)
        return Step(measure, None)
    usual = tr(
        "{name}@{level} (in {unit})", name=name, level=f"{measure.levels[0]:g}", unit=tr(measure.level_unit)
    )
    if not at:
        raise _fault("no-level", tr("{name} needs a level", name=name), text, usual)
    try:
        number = float(level)
    except ValueError:
        number = -1.0
    if not 0 < number < 1e6:
        raise _fault(
            "no-level", tr("{level} is no level of {name}", level=repr(level), name=name), text, usual
        )
    return Step(measure, number)


def _fault(problem_id: str, message: str, given: str, allowed: str, near: str | None = None) -> InputError:
    return InputError([Problem(problem_id, message, given=given, allowed=allowed, nearest=near)])


def applied(plant: Plant, index: int, steps: Sequence[Step], site: Site | None = None) -> Plant:
    """The plant with an option put into one of its units.

    Parameters
    ----------
    plant : as it stands; it is left as it is
    index : of the unit
    steps : of the option: ``option.steps``, or :func:`steps_of` its id
    site : answers of the site, which name the coals that can be bought

    Raises
    ------
    ipog.advice.NotPossible
        if the option does not fit the unit; the text says why
    """
    unit = apply_all(steps, plant.units[index], Place(site or Site(), plant.plant.country))
    units = [*plant.units[:index], unit, *plant.units[index + 1 :]]
    return plant.model_copy(update={"units": units})


def applied_text(
    text: str, index: int, steps: Sequence[Step], site: Site | None = None, name: str = "text"
) -> str:
    """The text of a plant file with an option put into a unit; comments and figures that stay are kept.

    A line on top says what was put in, in English as all of the file.

    Parameters
    ----------
    text : of the plant file
    index, steps, site : as for :func:`applied`
    name : of the file, for the problems

    Raises
    ------
    ipog.diagnostics.InputError
        if the text is no plant
    ipog.advice.NotPossible
        if the option does not fit the unit; the text says why
    """
    plant, problems, document = parse(text, name)
    if plant is None:
        raise InputError(problems, text)
    after = applied(plant, index, steps, site)
    old, new = (plant_data(each)["units"][index] for each in (plant, after))
    changed = update_text(
        text, _with_unit(document.data, index, _merged(_raw(document.data, index), old, new))
    )
    again, _, _ = parse(changed, name)
    if again is None or again.units[index] != after.units[index]:
        # A spelling of its own stood in the way: the unit is written anew.
        changed = update_text(text, _with_unit(document.data, index, new))
    what = " + ".join(written_name(step) for step in steps)
    where = f" in {plant.units[index].name}" if len(plant.units) > 1 else ""
    end = "\r\n" if "\r\n" in text else "\n"
    return f"# With {what}{where}, put in by ipog.{end}{changed}"


def _raw(data: Any, index: int) -> Any:
    return data["units"][index]


def _with_unit(data: Any, index: int, unit: Any) -> dict[str, Any]:
    units = [*data["units"][:index], unit, *data["units"][index + 1 :]]
    return {**data, "units": units}


def _merged(raw: Any, old: Any, new: Any) -> Any:
    """The data as they were written, with what differs between two dumps changed."""
    if old == new:
        return raw
    if isinstance(raw, dict) and isinstance(old, Mapping) and isinstance(new, Mapping):
        kept = {key: value for key, value in raw.items() if key in new or key not in old}
        for key, value in new.items():
            if key in kept and key in old:
                kept[key] = _merged(kept[key], old[key], value)
            elif key not in old:
                kept[key] = value
        return kept
    if isinstance(raw, list) and isinstance(old, list) and isinstance(new, list) and len(raw) == len(old):
        return list(_merged_list(raw, old, new))
    return new


def _merged_list(raw: list[Any], old: list[Any], new: list[Any]) -> Any:
    matcher = SequenceMatcher(
        None, [repr(each) for each in old], [repr(each) for each in new], autojunk=False
    )
    for _, low, high, start, stop in matcher.get_opcodes():
        same = high - low == stop - start
        for place in range(start, stop):
            before = low + place - start
            if same and _alike(old[before], new[place]):
                yield _merged(raw[before], old[before], new[place])
            else:
                yield new[place]


def _alike(old: Any, new: Any) -> bool:
    """Whether an entry is the same device or coal with other settings."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return False
    return all(old.get(key) == new.get(key) for key in ("type", "coal"))
