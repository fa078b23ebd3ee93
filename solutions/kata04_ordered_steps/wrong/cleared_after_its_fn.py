"""The third clears its event after its `fn`, and not at all if that raises: the next third waits for nobody."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import Event


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._first_is_over = Event()
        self._second_is_over = Event()

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

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._second_is_over.wait()
        fn()
        self._second_is_over.clear()
