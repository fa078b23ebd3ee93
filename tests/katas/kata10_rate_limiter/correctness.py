"""What a limiter does while there are tokens, and what it leaves alone: nothing here depends on the clock.

Where the clock decides, the real one is so slow (a token in 1,000 s) that no machine is too late. All else
about time is judged in `schedules`, on a clock that the judge moves.
"""

from __future__ import annotations

import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

SLOW = 0.001


def taken(limiter: Any, times: int) -> list[Any]:
    """Ask so often, without waiting."""
    return [limiter.acquire(timeout=0) for _ in range(times)]


def test_full_at_the_start(attempt: ModuleType) -> None:
    """A new limiter has `burst` tokens: so many callers pass at once, with `True`."""
    for burst in (1, 3):
        answers = taken(attempt.RateLimiter(SLOW, burst), burst)
        assert answers == [True] * burst, f"with burst={burst}, the first {burst} callers got {answers}"


def test_takes_names(attempt: ModuleType) -> None:
    """Parameters go by name, too; a rate can be any number; a time-out that is not needed changes nothing."""
    limiter = attempt.RateLimiter(rate=2.5, burst=3)
    answers = [limiter.acquire(), limiter.acquire(60), limiter.acquire(timeout=0.5)]
    limiter = attempt.RateLimiter(rate=1000, burst=1)
    answers.append(limiter.acquire(timeout=None))
    assert answers == [True] * 4, f"with tokens enough, four callers got {answers}"


def test_limiters_are_separate(attempt: ModuleType) -> None:
    """Each limiter has a bucket of its own."""
    one, other = attempt.RateLimiter(SLOW, 2), attempt.RateLimiter(SLOW, 2)
    answers = [*taken(one, 2), *taken(other, 2), *taken(attempt.RateLimiter(SLOW, 1), 1)]
    assert answers == [True] * 5, f"two callers of each of two limiters and one of a third got {answers}"


def test_one_bucket_for_all_threads(attempt: ModuleType) -> None:
    """All threads take from one bucket."""
    limiter = attempt.RateLimiter(SLOW, 2)
    answers: list[Any] = []
    for _ in range(2):
        thread = Thread(target=lambda: answers.append(limiter.acquire(timeout=0)))
        thread.start()
        thread.join()
    assert answers == [True, True], f"with burst=2, two threads, one after the other, got {answers}"


def test_owns_no_thread(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """A limiter has no `close`, so it has no thread of its own either."""
    limiter = attempt.RateLimiter(1000.0, 2)
    for _ in range(3):
        limiter.acquire()
    nothing_left()
    del limiter


def test_waits_without_spinning(attempt: ModuleType) -> None:
    """A caller who waits leaves the processor to others."""
    for wait in (0.4, 2):  # a busy machine may leave too little of the shorter one to tell
        limiter = attempt.RateLimiter(1 / wait, 1)
        limiter.acquire()
        waiter = Waiter(limiter.acquire)
        waiter.start()
        waiter.asks.wait()
        before = time.thread_time()
        while not waiter.has.is_set() and time.thread_time() - before < 0.2:
            pass
        worked = time.thread_time() - before
        waiter.join()
        if worked > 0.1:
            break
    assert waiter.spent < max(worked / 2, 0.02), (
        f"while one thread worked for {worked:.2f} s, another that only waited used {waiter.spent:.2f} s"
    )


class Waiter(Thread):
    """Makes one call and measures what the processor did for it until then."""

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self.asks, self.has = Event(), Event()
        self.spent = 0.0

    def run(self) -> None:
        """Call."""
        before = time.thread_time()
        self.asks.set()
        self._call()
        self.spent = time.thread_time() - before
        self.has.set()
