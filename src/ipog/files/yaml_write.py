"""Plant data back to YAML: into an existing file with its comments kept, or as a new one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError, Problem, why_unwritable
from ipog.files.marks import Mark
from ipog.files.text import FileText, read_text
from ipog.files.yaml_read import Loaded, load_all
from ipog.language import tr
from ipog.plant import Plant


def write_plant(plant: Plant | Mapping[str, Any], path: str | Path) -> None:
    """Save a plant; an existing file keeps its comments, order and style.

    Parameters
    ----------
    plant : a plant, or the data of a plant file (which keep every figure as it was written)
    path : of the file; it is replaced in one step, so that a crash leaves the old or the new one

    Raises
    ------
    ipog.diagnostics.InputError
        if an existing file is not YAML, or the file can't be written
    """
    file, data = Path(path), plant_data(plant)
    if file.exists():
        old = read_text(file)
        _replace(file, old.encode(update_text(old.text, data, str(path))))
    else:
        _replace(file, FileText("").encode(dump_text(data)))


def save_text(text: str, path: str | Path) -> None:
    """Save the text of a plant file as it is; an existing file keeps its encoding.

    Parameters
    ----------
    text : what the file shall hold
    path : of the file; it is replaced in one step, so that a crash leaves the old or the new one

    Raises
    ------
    ipog.diagnostics.InputError
        if the file can't be written
    """
    file = Path(path)
    old = read_text(file) if file.exists() else FileText("")
    _replace(file, old.encode(text))


def plant_data(plant: Plant | Mapping[str, Any]) -> dict[str, Any]:
    """The data of a plant file, without what was left to the defaults."""
    if isinstance(plant, Plant):
        return {"ipog_version": plant.ipog_version, **plant.model_dump(exclude_unset=True)}
    return dict(plant)


def dump_text(data: Mapping[str, Any]) -> str:
    """Data as the text of a new file."""
    yaml = _round_trip(2, 4, 2)
    stream = StringIO()
    yaml.dump(dict(data), stream)
    return stream.getvalue()


def update_text(text: str, data: Mapping[str, Any], name: str | None = None) -> str:
    """The text of a file with other data in it; what stays equal keeps its comments and its form.

    Parameters
    ----------
    text : what the file holds now
    data : what it should hold
    name : of the file, for the problems

    Raises
    ------
    ipog.diagnostics.InputError
        if the text is not YAML
    """
    loaded = next(load_all(text, name), None)
    if loaded is None or not isinstance(loaded.data, dict):
        return dump_text(data)
    if loaded.data == data:
        return text
    yaml = _round_trip(*_indentation(loaded))
    yaml.explicit_start = text.startswith("---")
    tree = yaml.load(text.replace("\r\n", "\n"))
    _merge_group(tree, loaded.data, data)
    stream = StringIO()
    yaml.dump(tree, stream)
    new = stream.getvalue()
    if not _holds(new, data):
        # Comments in odd places can break a file; the figures come first.
        new = dump_text(data)
    return new.replace("\n", "\r\n") if "\r\n" in text else new


def _holds(text: str, data: Mapping[str, Any]) -> bool:
    """Whether a text reads back as the data."""
    try:
        return [loaded.data for loaded in load_all(text)] == [data]
    except InputError:
        return False


def _round_trip(mapping: int, sequence: int, offset: int) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    # Long lines stay as long as their author made them.
    yaml.width = 1_000_000
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    return yaml


def _indentation(loaded: Loaded) -> tuple[int, int, int]:
    """Blanks before nested keys, before the text of list entries, and before their dashes."""
    mapping, sequence, offset = 2, 4, 2
    seen: set[type] = set()

    def look(data: Any, mark: Mark, key: tuple[int, int] | None) -> None:
        nonlocal mapping, sequence, offset
        below = key is not None and mark.line > key[0] and type(data) not in seen
        if below and key is not None and isinstance(data, dict) and data:
            seen.add(dict)
            mapping = mark.column - key[1]
        if below and key is not None and isinstance(data, list) and data:
            seen.add(list)
            offset = mark.column - key[1]
            sequence = mark.children[0].column - key[1]
        for step, child in mark.children.items():
            look(data[step], child, mark.keys.get(step))

    look(loaded.data, loaded.mark, None)
    return mapping, sequence, offset


def _merge_group(tree: Any, old: dict[str, Any], new: Mapping[str, Any]) -> None:
    keys = {str(key): key for key in tree}
    for key in old.keys() - new.keys():
        del tree[keys[key]]
    for key, value in new.items():
        if key not in old:
            tree[key] = value
        elif (merged := _merged(tree[keys[key]], old[key], value)) is not tree[keys[key]]:
            tree[keys[key]] = merged


def _merged(tree: Any, old: Any, new: Any) -> Any:
    """The node of the tree with its new value: itself where it can be changed in place."""
    if old == new and type(old) is type(new):
        return tree
    # An emptied group or list is written anew, as {} or []: there is nothing left to hold its form.
    if isinstance(old, dict) and isinstance(new, Mapping) and new:
        _merge_group(tree, old, new)
        return tree
    if isinstance(old, list) and isinstance(new, list) and new:
        _merge_list(tree, old, new)
        return tree
    return new


def _merge_list(tree: Any, old: list[Any], new: list[Any]) -> None:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(
        None, [repr(item) for item in old], [repr(item) for item in new], autojunk=False
    )
    # From the end, so that the positions before a change stay valid.
    for _, low, high, start, stop in reversed(matcher.get_opcodes()):
        common = min(high - low, stop - start)
        for index in reversed(range(low + common, high)):
            del tree[index]
        for number, item in enumerate(new[start + common : stop]):
            tree.insert(low + common + number, item)
        for number in range(common):
            tree[low + number] = _merged(tree[low + number], old[low + number], new[start + number])


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside the old one and put it in its place."""
    target = path.resolve()
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            # A new file gets the rights a plain open() would give it.
            umask = os.umask(0)
            os.umask(umask)
            Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        message = tr("{path} can't be written: {reason}", path=path, reason=why_unwritable(error, target))
        raise InputError([Problem("unwritable-file", message, file=str(path))]) from None
