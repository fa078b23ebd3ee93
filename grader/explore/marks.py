"""The ``pytest`` of a world: it has read a suite's marks before, and an execution need not make them."""

from __future__ import annotations

import types
from typing import Any


class _Marks:
    """``pytest.mark``: every mark gives back what it is put on."""

    def __getattr__(self, name: str) -> Any:
        return _mark


def _mark(*arguments: Any, **_: Any) -> Any:
    """A mark as a decorator, or one that is given arguments first."""
    if len(arguments) == 1 and callable(arguments[0]):
        return arguments[0]
    return _mark


def make_pytest_module(real: types.ModuleType) -> types.ModuleType:
    """``real``, but for what only says something to pytest itself."""
    module = types.ModuleType("pytest")
    module.mark = _Marks()  # type: ignore[attr-defined]
    module.param = lambda *values, **_: values  # type: ignore[attr-defined]
    module.__getattr__ = lambda name: getattr(real, name)  # type: ignore[method-assign]
    return module
