"""A service among callers that come at the same time, give up, close it, or see it die."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

GONE = "ConnectionError"
LATE = "TimeoutError"
LARGE = 300_000
"""Bytes that no pipe takes in at once."""


def tenfold(request: int) -> int:
    """Handle a request: quick."""
    return request * 10


def lasting(request: float) -> float:
    """Handle a request that takes as many seconds as it says; on the jumping clock."""
    time.sleep(request)
    return request


class Counting:
    """Handle requests like `lasting`, and answer how many were at work at the same time, at most."""

    def __init__(self) -> None:
        self._inside: list[float] = []
        self._most = 0

    def __call__(self, request: float) -> int:
        """Take that many seconds."""
        self._inside.append(request)
        self._most = max(self._most, len(self._inside))
        time.sleep(request)
        self._inside.pop()
        return self._most


def lasting_and_large(request: tuple[float, bytes]) -> bytes:
    """Handle a request that says how long it takes; its answer fills any pipe."""
    time.sleep(request[0])
    return bytes(LARGE)


def asked(service: Any, request: object, timeout: float | None = None) -> Any:
    """Call, and give the name of what the interface lets a call raise."""
    try:
        return service.call(request, timeout)
    except TimeoutError:
        return LATE
    except ConnectionError:
        return GONE


def must_be(seen: object, allowed: tuple[object, ...], what: str) -> None:
    """Compare what came with what may come."""
    assert seen in allowed, f"{what} gave {seen!r}, expected {' or '.join(map(repr, allowed))}"


@pytest.mark.explore(bound=1)
def test_two_callers(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Two threads call at the same time, and each gets its own answer."""
    service = attempt.Service(tenfold)
    seen = together(lambda: service.call(1), lambda: service.call(2))
    service.close()
    assert seen == [10, 20], f"calls of 1 and 2 with a handler that gives tenfold gave {seen}"


@pytest.mark.explore(bound=1)
def test_gives_up_beside_another(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """A call that may run out of time, beside one that has time: the second gets its own answer."""
    service = attempt.Service(tenfold)
    first, second = together(lambda: asked(service, 1, 5.0), lambda: asked(service, 2))
    service.close()
    must_be(first, (10, LATE), "call(1, timeout=5)")
    must_be(second, (20,), "call(2) beside it")


def test_after_giving_up(attempt: ModuleType) -> None:
    """After a call that may have run out of time, the next call gets its own answer."""
    service = attempt.Service(tenfold)
    first, second = asked(service, 1, 5.0), asked(service, 2)
    service.close()
    must_be(first, (10, LATE), "call(1, timeout=5)")
    must_be(second, (20,), "call(2) after it")


@pytest.mark.explore(deaths=1)
def test_the_child_dies(attempt: ModuleType) -> None:
    """The child may be killed at any moment: a call is answered or raises `ConnectionError`."""
    service = attempt.Service(tenfold)
    first = asked(service, 1)
    second = asked(service, 2)
    service.close()
    must_be(first, (10, GONE), "call(1)")
    must_be(second, (20, GONE) if first == 10 else (GONE,), "call(2) after it")


@pytest.mark.explore(bound=1)
def test_closed_beside_a_call(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """One thread calls while another closes: the call is answered or raises `ConnectionError`."""
    service = attempt.Service(tenfold)
    seen, _ = together(lambda: asked(service, 1), service.close)
    must_be(seen, (10, GONE), "call(1) beside close()")
    must_be(asked(service, 2), (GONE,), "call(2) after close()")


@pytest.mark.explore(bound=1)
def test_two_close(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Two threads close at the same time, and both come back."""
    service = attempt.Service(tenfold)
    must_be(asked(service, 1), (10,), "call(1)")
    together(service.close, service.close)


# On the jumping clock time passes only while everybody waits, so that it is known who came first.


@pytest.mark.explore(clock="jumping", bound=0)
def test_the_timeout_is_total(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """A call's time runs from its beginning: waiting for its turn and for its answer count together."""
    service = attempt.Service(lasting)

    def late() -> Any:
        time.sleep(0.1)
        return asked(service, 0.85, 1.0)  # its turn comes after 0.7 s, its answer would after 1.55

    first, second = together(lambda: asked(service, 0.8), late)
    after = asked(service, 0.05)
    service.close()
    must_be(first, (0.8,), "a call without a time-out, of a handler that takes 0.8 s,")
    must_be(
        second,
        (LATE,),
        "call(..., timeout=1), which waits 0.7 s for its turn and then 0.85 s for its answer,",
    )
    must_be(after, (0.05,), "the call after it")


@pytest.mark.explore(clock="jumping", bound=0)
def test_in_time(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """A call that waits for its turn and is answered before its time is up gives its answer."""
    service = attempt.Service(lasting)

    def late() -> Any:
        time.sleep(0.1)
        return asked(service, 0.1, 1.0)  # its turn comes after 0.3 s, its answer after 0.4

    first, second = together(lambda: asked(service, 0.4), late)
    service.close()
    must_be(first, (0.4,), "a call without a time-out, of a handler that takes 0.4 s,")
    must_be(second, (0.1,), "call(..., timeout=1), which waits 0.3 s for its turn and 0.1 s for its answer,")


@pytest.mark.explore(clock="jumping", bound=0)
def test_one_at_a_time(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """The handler works on one request at a time, also where a call has given up on the one before."""
    service = attempt.Service(Counting())
    first = asked(service, 0.4, 0.1)
    seen = together(lambda: asked(service, 0.4), lambda: asked(service, 0.4))
    service.close()
    must_be(first, (LATE,), "call(..., timeout=0.1) of a handler that takes 0.4 s")
    assert max(seen) == 1, f"the handler was at work on {max(seen)} requests at the same time"


@pytest.mark.explore(clock="jumping", bound=0)
def test_gives_up_in_mid_answer(attempt: ModuleType) -> None:
    """An answer that fills the pipe and comes too late is not in the way of a request that does the same."""
    service = attempt.Service(lasting_and_large)
    first = asked(service, (0.5, b""), 0.1)
    time.sleep(1.0)  # by now the late answer is on its way, and nobody takes it
    second = asked(service, (0.05, bytes(LARGE)))
    service.close()
    must_be(first, (LATE,), "call(..., timeout=0.1) of a handler that takes 0.5 s")
    assert len(second) == LARGE, f"a call with a large answer gave {second!r}"
