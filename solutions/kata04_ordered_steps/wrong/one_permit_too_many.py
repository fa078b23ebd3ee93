"""A permit in the `finally` and one more after it: the next third comes too early."""
# expect: race in schedules

from collections.abc import Callable
from threading import Semaphore


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._second_may = Semaphore(0)
        self._third_may = Semaphore(0)

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._second_may.release()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._second_may.acquire()
        try:
            fn()
        finally:
            self._third_may.release()
        self._third_may.release()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._third_may.acquire()
        fn()
