"""What the lock does for threads that come one after the other, and for a few real ones in a crowd.

What needs two threads at the same time, and what would hang here until the time is up, is shown by
`schedules`, at once and with who waits for whom.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Refused(Exception):
    """What a block raises; no submission can expect it."""


def test_one_after_the_other(attempt: ModuleType) -> None:
    """`read()` and `write()` can be entered and left one after the other, as often as one likes."""
    lock = attempt.ReadWriteLock()
    visits = []
    for turn in range(100):
        with lock.read():
            visits.append(turn)
        with lock.read():
            visits.append(turn)
        with lock.write():
            visits.append(turn)
        with lock.write():
            visits.append(turn)
    assert visits == [turn for turn in range(100) for _ in range(4)], (
        "a block was not run once for each `with`"
    )


def test_exceptions_leave_the_block(attempt: ModuleType) -> None:
    """An exception raised inside leaves from the `with` statement, the very same object."""
    for kind in (Refused, KeyboardInterrupt, SystemExit, StopIteration, GeneratorExit):
        for way in ("read", "write"):
            # A lock of its own for each: one that stays held is shown by `schedules`, with its holder.
            lock = attempt.ReadWriteLock()
            raised = kind("inside")
            seen = what_leaves(getattr(lock, way), raised)
            assert seen is raised, (
                f"{kind.__name__} was raised inside {way}(); what came out was {seen!r}"
                if seen is not None
                else f"{kind.__name__} was raised inside {way}() and never came out"
            )


def what_leaves(enter: Callable[[], Any], error: BaseException) -> BaseException | None:
    """Raise ``error`` inside, and give what comes out."""
    try:
        with enter():
            raise error  # noqa: TRY301  from inside is the point
    except BaseException as seen:  # noqa: BLE001  whatever it is, it is what this is about
        return seen
    return None


def test_threads_in_turn(attempt: ModuleType) -> None:
    """Any thread may come in after another one has left."""
    lock = attempt.ReadWriteLock()
    visits = []

    def visit(way: str) -> None:
        with getattr(lock, way)():
            visits.append(way)

    ways = ["read", "write", "write", "read", "read", "write"]
    for way in ways:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(visit, way).result()
    assert visits == ways, f"{ways} came one after the other; inside were {visits}"


def test_a_crowd(attempt: ModuleType) -> None:
    """With eight real threads everybody gets in and out again, and no reader sees half a change."""
    lock = attempt.ReadWriteLock()
    page = [0, 0]

    def writer() -> None:
        for _ in range(25):
            with lock.write():
                page[0] += 1
                page[1] += 1

    def reader() -> None:
        for _ in range(25):
            with lock.read():
                seen = tuple(page)
            assert seen[0] == seen[1], f"a reader saw half a change: {seen}"

    with ThreadPoolExecutor(8) as threads:
        for visitor in [threads.submit(one) for one in (writer, reader) * 4]:
            visitor.result()
    assert page == [100, 100], f"100 changes were made to each of two figures; they are {page}"
