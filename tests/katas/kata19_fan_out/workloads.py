"""What the workers of the checks are asked to do; importable by name, so that it can be pickled."""

from __future__ import annotations

import os
import select
import signal
import time
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Own(BaseException):
    """An exception that `except Exception` does not see."""


class Refused(Exception):
    """An exception of the ordinary kind, defined outside of the library."""


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
        raise RuntimeError("somebody compared a value that is none of their business")

    __bool__ = __ne__ = __eq__


class Gate:
    """Where somebody waits for the check, and the check for them: nothing but blocking reads.

    The named pipes are opened for reading and writing first, so that opening them never waits.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = str(folder / name)
        self._ends = {}
        for side in ("here", "go"):
            os.mkfifo(self._side(side))
            self._ends[side] = os.open(self._side(side), os.O_RDWR | os.O_CLOEXEC)

    def _side(self, side: str) -> str:
        return f"{self.path}.{side}"

    def wait(self) -> None:
        """Wait until somebody is there."""
        os.read(self._ends["here"], 1)

    def seen(self, timeout: float | None) -> bool:
        """Wait so long for somebody; False if none came."""
        return bool(select.select([self._ends["here"]], [], [], timeout)[0])

    def forget(self) -> None:
        """Drop whoever came before."""
        self.count()

    def count(self) -> int:
        """How many have come since this was last asked."""
        return len(os.read(self._ends["here"], 4096)) if self.seen(0) else 0

    def open(self) -> None:
        """Let everybody go, now and from now on."""
        os.write(self._ends["go"], b"!" * 1024)

    def close(self) -> None:
        """Give the descriptors back."""
        for end in self._ends.values():
            os.close(end)


def pass_gate(path: str) -> None:
    """Come to the gate, and wait there until it is opened."""
    here = os.open(f"{path}.here", os.O_RDWR | os.O_CLOEXEC)
    go = os.open(f"{path}.go", os.O_RDWR | os.O_CLOEXEC)
    try:
        os.write(here, b"!")
        os.read(go, 1)
    finally:
        os.close(here)
        os.close(go)


class Slow:
    """A value that takes its time to be pickled."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> Any:
        time.sleep(0.4)
        return Slow, (self.number,)


class Times:
    """A callable object, with a method that can be called as well."""

    def __init__(self, factor: int) -> None:
        self.factor = factor

    def __call__(self, item: int) -> int:
        """Multiply."""
        return item * self.factor

    def method(self, item: int) -> int:
        """Multiply, too."""
        return item * self.factor


def echo(item: Any) -> Any:
    """Give the item back."""
    return item


def square(item: int) -> int:
    """Give the square."""
    return item * item


def slow(item: int) -> Slow:
    """Give a value that takes its time to be pickled."""
    return Slow(item)


def number_of(item: Slow) -> int:
    """Take such a value."""
    return item.number


def grow(item: int) -> bytes:
    """Give 1 MiB."""
    return bytes([item]) * (1 << 20)


def run(item: tuple[Callable[..., Any], *tuple[Any, ...]]) -> Any:
    """Call the function that the item begins with."""
    function, *arguments = item
    return function(*arguments)


def hold(path: str, answer: Any) -> Any:
    """Wait at a gate, then answer."""
    pass_gate(path)
    return answer


def report_and_hold(path: str) -> int:
    """Say which process this is, and wait at a gate."""
    with open(f"{path}.pid", "w", encoding="ascii") as file:  # noqa: PTH123  a child need not load pathlib
        file.write(str(os.getpid()))
    pass_gate(path)
    return 0


def hold_long(path: str, answer: Any) -> Any:
    """Wait at a gate, and be the last to answer."""
    pass_gate(path)
    time.sleep(0.2)
    return answer


def come_by(path: str, answer: Any) -> Any:
    """Show at a gate that this has begun, and go on."""
    here = os.open(f"{path}.here", os.O_RDWR | os.O_CLOEXEC)
    os.write(here, b"!")
    os.close(here)
    return answer


def who(path: str, answer: Any) -> tuple[int, Any]:
    """Wait at a gate, then say in which process."""
    pass_gate(path)
    return os.getpid(), answer


def note(path: str, item: int) -> int:
    """Write down that this item was worked on."""
    log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC)
    os.write(log, f"{item}\n".encode())
    os.close(log)
    return item


def fail(kind: type[BaseException], *arguments: Any) -> NoReturn:
    """Raise."""
    raise kind(*arguments)


def fail_with(error: BaseException) -> NoReturn:
    """Raise what was given."""
    raise error


def die() -> NoReturn:
    """Be killed at work."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives this")


def leave(code: int) -> NoReturn:
    """End the process at work, without a word."""
    os._exit(code)
