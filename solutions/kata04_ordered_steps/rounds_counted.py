"""No reset: each step counts its own rounds, and waits until the step before has done as many."""

from collections.abc import Callable
from threading import Condition


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._done = [0, 0, 0]
        self._moved = Condition()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        self._run(0, fn)

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._run(1, fn)

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._run(2, fn)

    def _run(self, step: int, fn: Callable[[], object]) -> None:
        if step > 0:
            with self._moved:
                while self._done[step - 1] == self._done[step]:
                    self._moved.wait(timeout=0.5)
        try:
            fn()
        finally:
            with self._moved:
                self._done[step] += 1
                self._moved.notify_all()
