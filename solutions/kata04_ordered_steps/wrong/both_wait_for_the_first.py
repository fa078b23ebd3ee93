"""One event for all: the third also waits for the first step alone."""
# expect: race in schedules

from collections.abc import Callable
from threading import Event, Lock


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._first_is_over = Event()
        self._lock = Lock()
        self._gone = 0

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._first_is_over.set()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._first_is_over.wait()
        fn()
        self._waiters_gone()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._first_is_over.wait()
        fn()
        self._waiters_gone()

    def _waiters_gone(self) -> None:
        with self._lock:
            self._gone += 1
            if self._gone == 2:
                self._gone = 0
                self._first_is_over.clear()
