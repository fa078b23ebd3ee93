"""Whether what a verdict rests on is still what it was before the submission was imported.

Compared are the builtins, clocks and threads that suites use, pytest, the suite, and this package: each
name by identity, also those of classes, each function by its code, too, which can be changed in
place. A submission that puts back what it changed before its check ends is not seen: this is for shortcuts.
"""

from __future__ import annotations

import sys
from types import FunctionType
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, ModuleType

_WHOLE = ("grader.", "_pytest.", "pluggy.")
_SINGLE = frozenset({"builtins", "pytest", "pluggy"})
_PUBLIC = frozenset({"time", "threading", "queue"})
_FREE = frozenset({"excepthook"})  # made to be replaced


class Integrity:
    """Remembers what there is; ``changed`` names what has been replaced since."""

    def __init__(self, suite: str) -> None:
        self._known: list[tuple[str, dict[str, object], dict[str, object]]] = []
        self._trace, self._profile = sys.gettrace(), sys.getprofile()
        self._classes: list[tuple[str, type, dict[str, object]]] = []
        self._codes: list[tuple[str, FunctionType, CodeType]] = []
        for name, module in list(sys.modules.items()):
            if name.startswith(_WHOLE) or name in _SINGLE or name == suite:
                self._remember(name, module, public=False)
            elif name in _PUBLIC:
                self._remember(name, module, public=True)

    def _remember(self, name: str, module: ModuleType, *, public: bool) -> None:
        values = {
            key: value
            for key, value in vars(module).items()
            if callable(value) and key not in _FREE and not (public and key.startswith("_"))
        }
        self._known.append((name, vars(module), values))
        if not public:
            for one in values.values():
                if _made_in(one, name):
                    self._classes.append((name, one, _own(one)))
            self._codes += [(name, function, function.__code__) for function in _functions(name, values)]

    def changed(self) -> str:
        """Name the first thing that is not what it was; nothing if all is well."""
        if sys.gettrace() is not self._trace or sys.getprofile() is not self._profile:
            return "sys.settrace"
        for name, now, values in self._known:
            for key, value in values.items():
                if now.get(key) is not value:
                    return f"{name}.{key}"
        for name, made, values in self._classes:
            now = _own(made)
            if now.keys() != values.keys() or any(now[key] is not value for key, value in values.items()):
                return f"{name}.{made.__qualname__}"
        for name, function, code in self._codes:
            if function.__code__ is not code:
                return f"{name}.{function.__qualname__}"
        return ""


def _made_in(value: object, name: str) -> TypeGuard[type]:
    return isinstance(value, type) and value.__module__ == name


def _own(made: type) -> dict[str, object]:
    """What a class defines; names that Python itself may add when it is first used are left out."""
    return {key: value for key, value in vars(made).items() if not key.startswith(("__", "_abc_"))}


def _functions(name: str, values: dict[str, object]) -> Iterator[FunctionType]:
    """Every function of a module, those of its classes included."""
    for value in values.values():
        if isinstance(value, FunctionType):
            yield value
        elif _made_in(value, name):
            yield from (one for one in vars(value).values() if isinstance(one, FunctionType))
