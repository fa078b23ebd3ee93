"""First come, first served: on request, whoever waits for a primitive gets it before all who come later.

CPython promises no order, so by default any waiter may get what comes free, and a newcomer before all of
them. Whether a program is fair can only be asked where its primitives are. Here a lock has a line: a thread
that finds it taken, or others waiting, stands at the end. ``notify`` puts a waiter in the line of its lock
at once, and a permit of a semaphore goes straight to whoever waits longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.explore.locks import Mutex, Waiter
from grader.explore.mirrors import of_the_library

if TYPE_CHECKING:
    from grader.explore.world import World


def adapt_hand_over(world: World, threading: Any) -> None:
    """Make the primitives of the private ``threading`` hand over in turn where ``world.fifo`` asks for it."""
    _conditions(world, threading.Condition)
    _semaphores(world, threading)


def _conditions(world: World, condition: Any) -> None:
    notify = condition.notify

    def notify_in_turn(self: Any, n: int = 1) -> None:
        before = list(self._waiters)
        notify(self, n)
        if world.fifo and isinstance(self._lock, Mutex):
            woken: list[Waiter] = [waiter for waiter in before if waiter not in self._waiters]
            line = self._lock.line  # who was woken first may have come to it already
            line += [one.owner for one in woken if one.owner is not None and one.owner not in line]

    condition.notify = notify_in_turn


def _semaphores(world: World, threading: Any) -> None:
    semaphore, bounded = threading.Semaphore, threading.BoundedSemaphore
    acquire, release, release_bounded = semaphore.acquire, semaphore.release, bounded.release

    def acquire_in_turn(self: Any, blocking: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002  as in ``threading``
        if blocking and timeout is not None and timeout <= 0:  # one try: CPython's second would see no more
            blocking, timeout = False, None
        if not world.fifo or not blocking:
            return acquire(self, blocking, timeout)
        with self._cond:
            if self._value > 0:
                self._value -= 1
                return True
            return self._cond.wait(timeout)  # who notifies has handed the permit over

    def release_in_turn(self: Any, n: int = 1) -> None:
        if not world.fifo:
            (release_bounded if isinstance(self, bounded) else release)(self, n)
            return
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if isinstance(self, bounded) and self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            handed = min(n, len(self._cond._waiters))
            self._value += n - handed
            self._cond.notify(handed)

    semaphore.acquire = semaphore.__enter__ = of_the_library(acquire_in_turn, acquire)
    semaphore.release = bounded.release = of_the_library(release_in_turn, release)
