"""What workers are given to do: functions that any process can import by name, and odd things to send.

Light at its head, as every spawned child imports it.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import Any

from grader.measure import logged

DEAR = 0.003
"""Seconds that an item takes which is not held: more than a message, so that size of chunks matters."""


class Refused(Exception):
    """What `fn` raises; its argument says for which item."""


class Odd:
    """A value that says it equals everything, and is false."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return False


class Touchy:
    """A value that cannot be compared, and has no truth."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("somebody compared an item that is none of their business")

    __bool__ = __ne__ = __eq__  # type: ignore[assignment]


@dataclass(frozen=True)
class Times:
    """A function that is an object, and one that is bound to it."""

    factor: int

    def __call__(self, item: int) -> int:
        """Multiply."""
        return self.factor * item

    def by(self, item: int) -> int:
        """Multiply."""
        return self.factor * item


@dataclass(frozen=True)
class Site:
    """Where held items are: the log that each call writes, and the gate at which some wait."""

    log: str
    gate: str
    held: frozenset[int]
    failing: frozenset[int] = frozenset()

    def __call__(self, item: int) -> int:
        """Square ``item``, at the gate if it is held; a failing one raises instead."""
        with logged(self.log, f"{item} {interpreter()}"):
            if item in self.held:
                wait_at(self.gate)
            else:
                time.sleep(DEAR)
            if item in self.failing:
                raise Refused(item)
            return item * item


def wait_at(gate: str) -> None:
    """Wait until there is something to read; the suite has the other end."""
    file = os.open(gate, os.O_RDONLY)
    try:
        os.read(file, 1)
    finally:
        os.close(file)


def interpreter() -> str:
    """Name the interpreter that runs this: workers of an `InterpreterPoolExecutor` have their own."""
    if sys.version_info < (3, 14):
        return "main"
    import _interpreters  # noqa: PLC0415  only there

    return str(_interpreters.get_current()[0])


def same(item: Any) -> Any:
    """Give back what came."""
    return item


def square(item: int) -> int:
    """Square ``item``."""
    return item * item


def refuse_from(first: int, item: int) -> int:
    """Raise for ``first`` and all after it."""
    if item >= first:
        raise Refused(item)
    return item


def refuse_some(item: int) -> int:
    """Raise for 7, 8 and 30, each in its own way."""
    if item == 7:
        raise KeyError("seven", item)
    if item in {8, 30}:
        raise Refused(item)
    return item
