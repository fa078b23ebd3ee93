"""A condition and the number of steps that are over in this round; the third one begins to count anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._over = 0

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        with self._step(0):
            fn()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        with self._step(1):
            fn()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        with self._step(2):
            fn()

    @contextmanager
    def _step(self, number: int) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._over == number)
        try:
            yield
        finally:
            with self._changed:
                self._over = (number + 1) % 3
                self._changed.notify_all()
