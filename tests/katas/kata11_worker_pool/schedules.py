"""A pool between its callers, its workers and whoever shuts it down: nothing lost, nobody left waiting.

The pools here have one or two workers and one or two calls, so that every schedule within the bound can
be seen. Where a check has to know that everybody has got as far as they can, it runs on the jumping
clock, on which time passes only while all threads wait.
"""

from __future__ import annotations

import _thread
import os
import time
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

PAUSES = (0.01, 0.1, 1.0, 10.0)
"""On the jumping clock the first is enough for workers that wait, the later ones for workers that look
again now and then."""


def comes(happened: Callable[[], object]) -> bool:
    """Wait for what must come once everybody has got on; False if it does not. On the jumping clock."""
    for pause in PAUSES:
        if happened():
            return True
        time.sleep(pause)
    return bool(happened())


class Crowd:
    """Calls that count how many of them are inside at once, and wait inside for each other."""

    def __init__(self, expected: int) -> None:
        self.inside: list[int] = []
        self.most: list[int] = []
        self._expected = expected

    def call(self) -> bool:
        """Be inside until as many as expected have been; False if so many never come."""
        self.inside.append(1)
        self.most.append(len(self.inside))
        came = comes(lambda: max(self.most) >= self._expected)
        self.inside.pop()
        return came


def has_ended(future: Future[Any], when: str) -> None:
    """Make sure that the call of ``future`` is over."""
    assert future.done(), f"the pool accepted a call, and {when} its future had no result"


def gives(future: Future[Any], expected: object) -> None:
    """Make sure that ``future`` comes to its result."""
    result = future.result()
    assert result == expected, f"a call that returns {expected!r} gave {result!r} in its future"


def submitted(pool: Any, fn: Callable[..., Any]) -> Future[Any] | None:
    """Submit where the pool may have been shut down: None if it was."""
    try:
        future: Future[Any] = pool.submit(fn)
    except RuntimeError:
        return None
    return future


# What must come out the same on every schedule: a call that sleeps lasts until all others wait.


@pytest.mark.explore(clock="jumping", bound=0)
def test_never_more_than_workers(attempt: ModuleType) -> None:
    """With more calls than workers no more than `workers` run, and there are no more threads than that."""
    pool = attempt.WorkerPool(2)
    inside: list[int] = []
    most: list[int] = []

    def call() -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.001)
        inside.pop()

    futures = [pool.submit(call) for _ in range(3)]
    time.sleep(0.0005)  # by then all have got as far as they can
    threads = _thread._count()  # noqa: SLF001  threads made without Thread count, too
    wait(futures)
    assert max(most) <= 2, f"{max(most)} calls ran at the same time in a pool of 2 workers"
    assert threads <= 2, f"a pool of 2 workers with 3 calls has {threads} threads"
    pool.shutdown()


@pytest.mark.explore(clock="jumping", bound=0)
def test_many_workers_at_once(attempt: ModuleType, witness: Callable[[], None]) -> None:
    """`workers` calls run at the same time, also where there are more of them than cores."""
    workers = min(20, (os.cpu_count() or 1) + 3)
    pool = attempt.WorkerPool(workers)
    crowd = Crowd(workers)
    futures = [pool.submit(crowd.call) for _ in range(workers)]
    came = [future.result() for future in futures]
    assert all(came), f"of {workers} calls for {workers} workers only {max(crowd.most)} run at the same time"
    witness()


@pytest.mark.explore(clock="jumping", bound=0)
def test_a_free_worker_takes_what_waits(attempt: ModuleType) -> None:
    """No call waits behind a busy worker while another one is free."""
    pool = attempt.WorkerPool(2)
    ran: list[int] = []
    slow = pool.submit(lambda: comes(lambda: len(ran) >= 2))
    for _ in range(2):
        pool.submit(lambda: ran.append(1))
    assert slow.result(), f"one of 2 workers is busy; of the 2 calls for the other one {len(ran)} ran"
    pool.shutdown()


@pytest.mark.explore(clock="jumping", bound=0)
def test_pools_are_separate(attempt: ModuleType) -> None:
    """Two pools have nothing to do with each other: none runs the other's calls, or is shut down with it."""
    one, other = attempt.WorkerPool(1), attempt.WorkerPool(1)
    one.submit(time.sleep, 5.0)
    time.sleep(0.001)
    queued = one.submit(lambda: 2)
    time.sleep(0.001)
    assert not queued.done(), "the only worker of a pool is busy; another pool's worker ran its call"
    other.shutdown()
    gives(queued, 2)
    gives(one.submit(lambda: 3), 3)
    one.shutdown()


@pytest.mark.explore(clock="jumping", bound=1)
def test_leaving_the_block_waits(attempt: ModuleType) -> None:
    """Leaving a `with` block waits for the call that runs and for those that are queued, in their order."""
    begun: list[int] = []
    with attempt.WorkerPool(1) as pool:
        futures = [pool.submit(time.sleep, 5.0)]
        time.sleep(0.001)
        futures += [pool.submit(begun.append, number) for number in (1, 2)]
    for future in futures:
        has_ended(future, "when the block was left,")
    assert begun == [1, 2], f"calls 1 and 2 were queued in this order for one worker; begun were {begun}"


@pytest.mark.explore(clock="jumping", bound=0)
def test_an_exception_leaves_and_waits(attempt: ModuleType) -> None:
    """Leaving a `with` block by an exception waits, too."""
    futures: list[Future[Any]] = []

    def block() -> None:
        with attempt.WorkerPool(1) as pool:
            futures.extend(pool.submit(time.sleep, 5.0) for _ in range(2))
            raise ValueError("in the block")

    with pytest.raises(ValueError, match="in the block"):
        block()
    for future in futures:
        has_ended(future, "when an exception had left the block,")


@pytest.mark.explore(clock="jumping", bound=1)
def test_shutdown_without_waiting(attempt: ModuleType) -> None:
    """`shutdown(wait=False)` returns at once; what is queued is still finished: `shutdown()` waits for it."""
    pool = attempt.WorkerPool(1)
    slow = pool.submit(time.sleep, 5.0)
    time.sleep(0.001)
    queued = pool.submit(lambda: 2)
    for _ in range(2):
        pool.shutdown(wait=False)
        assert not slow.done(), "shutdown(wait=False) waited for a call that was running"
    assert submitted(pool, lambda: 3) is None, "submit after shutdown(wait=False) raised no RuntimeError"
    pool.shutdown()
    has_ended(slow, "after shutdown(wait=False) and shutdown() had returned")
    has_ended(queued, "after shutdown(wait=False) and shutdown() had returned")
    gives(queued, 2)


@pytest.mark.explore(clock="jumping", bound=1)
def test_a_call_submits_during_shutdown(attempt: ModuleType) -> None:
    """A call that submits another one while the pool shuts down gets `RuntimeError`, and all end."""
    pool = attempt.WorkerPool(1)

    def late() -> bool:
        time.sleep(0.001)  # until shutdown waits for this very call
        return submitted(pool, lambda: 1) is None

    future = pool.submit(late)
    pool.shutdown()
    has_ended(future, "after shutdown() had returned")
    assert future.result(), "while the pool was shutting down, it accepted a call from one of its workers"


@pytest.mark.explore(clock="jumping", bound=1)
def test_cancelled_in_the_queue(attempt: ModuleType) -> None:
    """A call cancelled in the queue is never run, `wait` takes it for done, and the call after it runs."""
    pool = attempt.WorkerPool(1)
    ran: list[str] = []
    pool.submit(time.sleep, 5.0)
    time.sleep(0.001)
    futures = [pool.submit(ran.append, name) for name in "ab"]
    assert futures[0].cancel(), "cancel() returned False for a call that was still in the queue"
    wait(futures)
    assert ran == ["b"], f"of the calls a and b the first was cancelled in the queue; run were {ran}"
    pool.shutdown()


# What some schedule may spoil.


@pytest.mark.explore(clock="jumping", bound=1)
def test_two_workers_at_once(attempt: ModuleType) -> None:
    """Two workers run two calls at the same time, whatever came before and in whatever order they begin."""
    pool = attempt.WorkerPool(2)
    gives(pool.submit(lambda: 1), 1)
    crowd = Crowd(2)
    futures = [pool.submit(crowd.call), pool.submit(crowd.call)]
    came = [future.result() for future in futures]
    assert all(came), "two calls are there for two workers, and only one of them runs"
    pool.shutdown()


def test_never_more_whoever_submits(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Two threads submit at once to a pool of one: both calls run, one after the other."""
    pool = attempt.WorkerPool(1)
    inside: list[int] = []
    most: list[int] = []

    def call() -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0)
        inside.pop()

    futures = together(lambda: pool.submit(call), lambda: pool.submit(call))
    pool.shutdown()
    for future in futures:
        has_ended(future, "after shutdown() had returned")
    assert most == [1, 1], f"{len(most)} of 2 calls ran, {max(most, default=0)} at once, with one worker"


def test_queued_work_is_finished(attempt: ModuleType) -> None:
    """Two calls are queued when `shutdown` comes, and the first one raises: both are over when it returns."""
    pool = attempt.WorkerPool(1)
    error = ValueError("no such order")

    def fail() -> None:
        raise error

    failed, fine = pool.submit(fail), pool.submit(lambda: 2)
    pool.shutdown()
    has_ended(failed, "after shutdown() had returned")
    has_ended(fine, "after shutdown() had returned")
    seen = failed.exception()
    assert seen is error, f"the call raised {error!r}; its future holds {seen!r}"
    gives(fine, 2)


def test_a_call_submits_another(attempt: ModuleType) -> None:
    """A call may submit another one, also to a pool with a single worker."""
    pool = attempt.WorkerPool(1)
    outer = pool.submit(lambda: pool.submit(lambda: 2))
    gives(outer.result(), 2)
    pool.shutdown()


def test_cancelled_beside_its_worker(attempt: ModuleType) -> None:
    """A call is cancelled or run, never both, and the worker goes on either way."""
    pool = attempt.WorkerPool(1)
    ran: list[int] = []
    first, second = pool.submit(lambda: ran.append(1)), pool.submit(lambda: 2)
    if first.cancel():
        gives(second, 2)
        assert not ran, "cancel() returned True, and the call was run all the same"
    else:
        gives(first, None)
        gives(second, 2)
    wait([first])
    pool.shutdown()


def test_every_worker_is_sent_home(attempt: ModuleType) -> None:
    """A pool of two is shut down with one call queued: the call is finished, and both workers are gone."""
    pool = attempt.WorkerPool(2)
    future = pool.submit(lambda: 1)
    pool.shutdown()
    has_ended(future, "after shutdown() had returned")


def test_submit_beside_shutdown(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """A call submitted while another thread shuts down is refused, or accepted and finished."""
    pool = attempt.WorkerPool(1)
    ran: list[int] = []
    future, _ = together(lambda: submitted(pool, lambda: ran.append(1)), pool.shutdown)
    if future is None:
        assert not ran, "submit raised RuntimeError, and the call was run all the same"
    else:
        has_ended(future, "after shutdown() had returned")


def test_two_shut_down_at_once(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Two threads shut down at once: for both, all is finished when `shutdown` returns."""
    pool = attempt.WorkerPool(1)
    future = pool.submit(lambda: 1)

    def close() -> None:
        pool.shutdown()
        has_ended(future, "after shutdown() had returned")

    together(close, close)


@pytest.mark.explore(clock="jumping", bound=0)
def test_a_callback_waits_for_another_call(attempt: ModuleType) -> None:
    """A callback of a future may submit another call and wait for it: no lock of the pool is held."""
    pool = attempt.WorkerPool(2)
    heard: list[int] = []
    future = pool.submit(time.sleep, 5.0)
    future.add_done_callback(lambda _: heard.append(pool.submit(lambda: 1).result()))
    assert comes(lambda: heard), "one of 2 workers is free, and the call that a callback waits for is not run"
    pool.shutdown()
