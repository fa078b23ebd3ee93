"""What the suite's jobs do: functions that any process can import by name.

An errand writes into a log where and when it runs, and some wait at a gate of their own until the suite
lets them go. Light at its head, as every spawned child imports it.
"""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

from grader.measure import logged


class Refused(Exception):
    """What an errand raises."""


def errand(log: str, folder: str, name: str) -> str:
    """Wait at the gate of ``name``, if it has one, and come back."""
    with logged(log, f"{name} {interpreter()}"):
        wait_at(f"{folder}/{name}")
    return f"back from {name}"


def failing_errand(log: str, folder: str, name: str) -> NoReturn:
    """Raise behind the gate."""
    with logged(log, f"{name} {interpreter()}"):
        wait_at(f"{folder}/{name}")
        raise Refused(name, len(name))


def wait_at(gate: str) -> None:
    """Wait until there is something to read; the suite has the other end."""
    try:
        file = os.open(gate, os.O_RDONLY)
    except FileNotFoundError:
        return
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


def same(*values: Any) -> Any:
    """Give back what came: nothing, one value, or a tuple of several."""
    return (values or (None,))[0] if len(values) < 2 else values


def length(block: bytes) -> tuple[int, bytes]:
    """Give back the length of a block, and the block."""
    return len(block), block


def add(items: list[int]) -> int:
    """Add up a list, which cannot be hashed."""
    return sum(items)


def refuse(error: Exception) -> NoReturn:
    """Raise what is given."""
    raise error


def here() -> int:
    """Name the process."""
    return os.getpid()
