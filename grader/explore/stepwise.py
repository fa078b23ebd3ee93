"""Calls on containers that look like one step and are several, because Python code runs in between."""

from __future__ import annotations

import types
from collections import Counter, deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PUTS: dict[tuple[type, str], str] = {
    (list, "extend"): "append",
    (deque, "extend"): "append",
    (deque, "extendleft"): "appendleft",
    (set, "update"): "add",
}


def in_steps(obj: Any, name: str, arguments: tuple[Any, ...]) -> Iterator[bool] | None:
    """``obj.name(*arguments)`` in its steps, or None where it is one.

    The iterator yields in front of each step whether that changes ``obj``, and makes it when it is resumed.
    """
    if len(arguments) != 1:
        return None
    put = _PUTS.get((type(obj), name))
    if put is not None and isinstance(arguments[0], types.GeneratorType):
        return _one_by_one(getattr(obj, put), arguments[0])
    if type(obj) is Counter and name in {"update", "subtract"} and isinstance(arguments[0], Mapping):
        return _counted(obj, arguments[0], 1 if name == "update" else -1)
    return None


def _one_by_one(put: Callable[[Any], object], items: Iterable[Any]) -> Iterator[bool]:
    for item in items:
        yield True
        put(item)


def _counted(counter: Counter[Any], amounts: Mapping[Any, int], sign: int) -> Iterator[bool]:
    yield False
    if not counter and sign > 0:
        yield True
        dict.update(counter, amounts)
        return
    for key, amount in amounts.items():
        yield False
        before = counter.get(key, 0)
        yield True
        counter[key] = before + sign * amount
