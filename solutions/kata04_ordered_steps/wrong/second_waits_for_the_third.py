"""The second hands over in person: it returns only when the third has taken over."""
# expect: deadlock in correctness

from collections.abc import Callable
from threading import Event, Semaphore


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._first_is_over = Event()
        self._second_is_over = Event()
        self._taken_over = Semaphore(0)

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._first_is_over.set()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._first_is_over.wait()
        self._first_is_over.clear()
        try:
            fn()
        finally:
            self._second_is_over.set()
        self._taken_over.acquire()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._second_is_over.wait()
        self._second_is_over.clear()
        self._taken_over.release()
        fn()
