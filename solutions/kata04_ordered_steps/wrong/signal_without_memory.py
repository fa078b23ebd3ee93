"""Notifies, and keeps no note of it: whoever comes later waits for news that has been told."""
# expect: deadlock in correctness

from collections.abc import Callable
from threading import Condition


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._later = Condition()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            with self._changed:
                self._changed.notify_all()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        with self._changed:
            self._changed.wait()
        try:
            fn()
        finally:
            with self._later:
                self._later.notify_all()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        with self._later:
            self._later.wait()
        fn()
