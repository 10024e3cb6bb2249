"""The public names of the package are what they say, whatever was loaded before."""

from __future__ import annotations

import importlib

import pytest

import ipog


@pytest.mark.parametrize("name", ["advise", "evaluate", "evaluate_table", "read_plant"])
def test_a_public_function_can_be_called_after_its_room_was_loaded(name: str) -> None:
    importlib.import_module("ipog.evaluate.many")
    found = getattr(ipog, name)
    assert callable(found)
    assert found.__name__ == name


def test_a_room_is_still_reached_by_import() -> None:
    from ipog.evaluate import evaluate

    assert evaluate is ipog.evaluate
    assert importlib.import_module("ipog.evaluate").gas_volume is not None


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'evaluat'"):
        _ = ipog.evaluat
