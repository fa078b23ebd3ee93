"""What a child has of its parent where the program asks for ``fork`` by name.

A forked child has a copy of all that its parent had. Here its modules are executed anew, as every child's
are, and then get the values of the parent's globals, and of the data attributes of its classes, as far as
those can be copied; a function that no module knows by name travels with its closure. A descriptor that no
such value stands for is not inherited.
"""

from __future__ import annotations

import marshal
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.explore.modules import Modules

PROGRAMS = ("attempt", "suite")
_NO_DATA = (type, types.ModuleType, types.FunctionType, classmethod, staticmethod, property)
Inherited = dict[tuple[str, str], dict[str, Any]]


def asks_for_fork(process_obj: Any, image: Modules) -> bool:
    """Whether the program named ``fork``: by a context of its own, or by ``set_start_method``."""
    method = type(process_obj)._start_method
    return bool((method or image.start_method) == "fork")


def parts_of(image: Modules, copies: Callable[[Any], bool]) -> Inherited:
    """What the parent's modules and their classes hold, as far as it ``copies``."""
    return {
        place: {key: value for key, value in space.items() if _is_data(key, value) and copies(value)}
        for name in PROGRAMS
        for place, space in _spaces(name, image.known(name))
    }


def hand_down(image: Modules, parts: Inherited) -> None:
    """Give the child's own modules what their parent's held."""
    for (name, cls), values in parts.items():
        module = image.find(name)
        into = getattr(module, cls, None) if cls else module
        for key, value in values.items():
            setattr(into, key, value)


def _spaces(name: str, module: Any) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    yield (name, ""), vars(module)
    for key, value in vars(module).items():
        if isinstance(value, type) and value.__module__ == name:
            yield (name, key), vars(value)


def _is_data(name: str, value: Any) -> bool:
    return not isinstance(value, _NO_DATA) and not (name.startswith("__") and name.endswith("__"))


class Globals:
    """Stands in a pickle for the globals of the module ``name`` of whoever reads it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def portable(self) -> tuple[str, str]:
        """The persistent id."""
        return ("globals", self.name)


def reduced(obj: Any) -> Any:
    """How a function that no module knows by name, or a variable of its closure, is copied."""
    if isinstance(obj, types.CellType):
        try:
            held = (obj.cell_contents,)
        except ValueError:  # nothing is in it yet
            return (_make_cell, ())
        return (_make_cell, (), held, None, None, _fill_cell)
    if isinstance(obj, types.FunctionType) and obj.__module__ in PROGRAMS:
        made = (Globals(obj.__module__), marshal.dumps(obj.__code__), obj.__qualname__, obj.__closure__)
        return (_make, made, (obj.__defaults__, obj.__kwdefaults__, vars(obj)), None, None, _fill)
    return NotImplemented


def _make_cell() -> types.CellType:
    return types.CellType()


def _make(space: dict[str, Any], code: bytes, name: str, closure: tuple[types.CellType, ...] | None) -> Any:
    made = types.FunctionType(marshal.loads(code), space, closure=closure)  # noqa: S302  dumped just before
    made.__qualname__ = name
    made.__module__ = space["__name__"]
    return made


def _fill(function: types.FunctionType, state: tuple[Any, Any, dict[str, Any]]) -> None:
    function.__defaults__, function.__kwdefaults__, names = state
    vars(function).update(names)


def _fill_cell(cell: types.CellType, held: tuple[Any]) -> None:
    (cell.cell_contents,) = held
