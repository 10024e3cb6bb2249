"""Mercury from coal-fired plants: from the coal to the stack, and to the techniques that cut it.

The public API is reached by name from this package and loaded on first use, so that
``import ipog`` costs nothing:

>>> import ipog
>>> plant = ipog.read_plant("plant.yaml")           # doctest: +SKIP
>>> ipog.evaluate(plant).units[0].stack.hg_ug_nm3   # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from ipog.advice import Advice, advise
    from ipog.batch import evaluate_table
    from ipog.evaluate import evaluate
    from ipog.files import read_plant
    from ipog.plant import Plant
    from ipog.results import Evaluation

_HOMES = {
    "Advice": "ipog.advice",
    "Evaluation": "ipog.results",
    "Plant": "ipog.plant",
    "advise": "ipog.advice",
    "evaluate": "ipog.evaluate",
    "evaluate_table": "ipog.batch",
    "read_plant": "ipog.files",
}

__all__ = [
    "Advice",
    "Evaluation",
    "Plant",
    "__version__",
    "advise",
    "evaluate",
    "evaluate_table",
    "read_plant",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'ipog' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """The package, whose function ``evaluate`` shares its name with a room.

    The import system puts the room in place of the function as soon as anything loads it.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
