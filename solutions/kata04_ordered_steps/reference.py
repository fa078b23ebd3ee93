"""Two events: each step waits for the one before it, takes the message down, and passes one on.

An event stays set until somebody clears it, so it does not matter who comes first. Whoever it was
set for clears it, as soon as it has been seen: nobody else looks at it, and the next round, which
begins when all have returned, finds it as new. What is set in a ``finally`` is set after an exception
as well.
"""

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
        self._second_is_over.clear()
        fn()
