"""The events stay set until the round is over; then the third step clears both.

By then the second has seen what was set for it, or the third could not have begun.
"""

from collections.abc import Callable
from threading import Event


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._first_is_over, self._second_is_over = Event(), Event()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._first_is_over.set()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        while not self._first_is_over.wait(timeout=1):
            pass
        try:
            fn()
        finally:
            self._second_is_over.set()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._second_is_over.wait()
        self._first_is_over.clear()
        self._second_is_over.clear()
        fn()
