"""Two semaphores: a permit for the next step, which takes it and so uses it up. Nothing to clear.

`release` in a `finally`: an exception passes the permit on as well.
"""

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

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._third_may.acquire()
        fn()
