"""`with` gives the permit back at the end, as with a lock: in the next round it is still there."""
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
        with self._second_may:
            try:
                fn()
            finally:
                self._third_may.release()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        with self._third_may:
            fn()
