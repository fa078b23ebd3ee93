"""What the services of the checks are asked to do; importable by name, so that it can be pickled."""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Own(BaseException):
    """An exception that `except Exception` does not see."""


class Refused(Exception):
    """An exception of the ordinary kind, defined outside of the library."""


class Fussy(Exception):
    """An exception that can be pickled and not unpickled, as its `args` are not what it is made of."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code}: {why}")


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
    """Where a handler waits for the check, and the check for the handler: nothing but blocking reads.

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
        """Wait until a handler is there."""
        os.read(self._ends["here"], 1)

    def seen(self, timeout: float | None) -> bool:
        """Wait so long for a handler; False if none came."""
        return bool(select.select([self._ends["here"]], [], [], timeout)[0])

    def open(self) -> None:
        """Let everybody go, now and from now on."""
        os.write(self._ends["go"], b"!" * 16)

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


def echo(request: Any) -> Any:
    """Handle a request: give it back."""
    return request


def run(request: tuple[Callable[..., Any], *tuple[Any, ...]]) -> Any:
    """Handle a request: call the function that it begins with."""
    function, *arguments = request
    return function(*arguments)


def hold(path: str, answer: Any) -> Any:
    """Wait at a gate, then answer."""
    pass_gate(path)
    return answer


def hold_and_fail(path: str) -> NoReturn:
    """Wait at a gate, then raise."""
    pass_gate(path)
    raise Refused("an exception that came too late")


def hold_and_give(path: str, size: int) -> bytes:
    """Wait at a gate, then answer with so many bytes."""
    pass_gate(path)
    return b"late" * (size // 4)


def fail(kind: type[BaseException], *arguments: Any) -> NoReturn:
    """Raise."""
    raise kind(*arguments)


def fail_without_words() -> NoReturn:
    """Raise an exception that cannot be pickled."""
    error = Refused("holds a lambda")
    error.held = lambda: None  # type: ignore[attr-defined]
    raise error


def give_lambda() -> Any:
    """Answer with what cannot be pickled."""
    return lambda: None


def give(size: int) -> bytes:
    """Answer with so many bytes."""
    return b"back" * (size // 4)


def length(data: bytes) -> int:
    """Answer with a small thing."""
    return len(data)


def count_up() -> int:
    """Answer how often this was called in this process."""
    module = sys.modules[__name__]
    module.called = getattr(module, "called", 0) + 1  # type: ignore[attr-defined]
    return int(module.called)


def die() -> NoReturn:
    """Be killed at work."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives this")


def leave(code: int) -> NoReturn:
    """End the process at work, without a word."""
    os._exit(code)


def exception(error: BaseException) -> BaseException:
    """Answer with an exception as a value."""
    return error
