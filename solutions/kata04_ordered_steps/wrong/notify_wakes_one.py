"""`notify()` wakes one of two who wait: if it is the third, it goes back to sleep, and nobody wakes the second."""
# expect: deadlock in schedules

from collections.abc import Callable
from threading import Condition


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._over = 0

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._is_over(1)

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        with self._changed:
            while self._over != 1:
                self._changed.wait()
        try:
            fn()
        finally:
            self._is_over(2)

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        with self._changed:
            while self._over != 2:
                self._changed.wait()
        try:
            fn()
        finally:
            self._is_over(0)

    def _is_over(self, number: int) -> None:
        with self._changed:
            self._over = number
            self._changed.notify()
