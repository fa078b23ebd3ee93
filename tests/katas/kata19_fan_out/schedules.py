"""Fan out under every schedule: nothing is lost, the order holds, and everybody ends.

A queue between processes is a lock, a semaphore, a pipe and a thread that feeds it: a few items make many
schedules. So the bound of one preemption is for one worker; with two, all orders without one are tried.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Refused(Exception):
    """What the function of a check raises."""


def tenfold(item: int) -> int:
    """Work on an item."""
    return item * 10


def refuse_even(item: int) -> int:
    """Work on an odd item; an even one is refused."""
    if item % 2 == 0:
        raise Refused(item)
    return item * 10


def deadly(item: int) -> int:
    """Work on an item; the first one kills whoever does."""
    if item == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return item * 10


def leaving(item: int) -> int:
    """Work on an item; the first one ends the process, with 0 and without a word."""
    if item == 0:
        os._exit(0)
    return item * 10


def gives(seen: object, expected: list[Any], what: str) -> None:
    """Compare results and their order."""
    assert seen == expected, f"{what} gave {seen!r}, expected {expected!r}"


def outcome(attempt: ModuleType, fn: Callable[[int], int], items: list[int], workers: int) -> Any:
    """Fan out, and give the exception where there is one."""
    try:
        return attempt.fan_out(fn, items, workers)
    except Exception as error:  # noqa: BLE001  the check looks at it
        return error


def test_one_worker(attempt: ModuleType) -> None:
    """One worker and two items: both results are there, in order."""
    gives(attempt.fan_out(tenfold, [1, 2], 1), [10, 20], "fan_out of 1 and 2 by one worker")


@pytest.mark.explore(bound=0)
def test_two_workers(attempt: ModuleType) -> None:
    """Two workers and two items: both results are there, in the order of the items, not of the end."""
    gives(attempt.fan_out(tenfold, [1, 2], 2), [10, 20], "fan_out of 1 and 2 by two workers")


@pytest.mark.explore(bound=0)
def test_more_workers_than_items(attempt: ModuleType) -> None:
    """Two workers and one item: whoever has nothing to do goes home, too."""
    gives(attempt.fan_out(tenfold, [1], 2), [10], "fan_out of 1 by two workers")


@pytest.mark.explore(bound=0)
def test_one_item_fails(attempt: ModuleType) -> None:
    """One of two items fails: the caller gets its exception, and both workers end."""
    seen = outcome(attempt, refuse_even, [1, 2], 2)
    assert isinstance(seen, Refused), f"fan_out of an item that is refused gave {seen!r}, expected Refused(2)"


@pytest.mark.explore(bound=0)
def test_both_items_fail(attempt: ModuleType) -> None:
    """Both of two items fail: the caller gets one of the exceptions, and both workers end."""
    seen = outcome(attempt, refuse_even, [2, 4], 2)
    assert isinstance(seen, Refused), f"fan_out of two items that are refused gave {seen!r}, expected Refused"


@pytest.mark.explore(bound=0)
@pytest.mark.parametrize("end", ["killed", "left"])
def test_a_worker_dies(attempt: ModuleType, end: str) -> None:
    """A worker is killed, or leaves, while it works on an item: the caller gets an exception."""
    seen = outcome(attempt, deadly if end == "killed" else leaving, [0, 1], 2)
    assert isinstance(seen, Exception), f"fan_out, a worker of which died with its item, gave {seen!r}"
    assert not isinstance(seen, Refused), f"fan_out raised {seen!r}, which fn did not raise in this call"
