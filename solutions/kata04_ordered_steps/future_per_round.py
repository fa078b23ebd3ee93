"""A pair of futures for each round; the third step lays out the next pair.

It does so before it returns, and nobody begins the next round earlier.
"""

from collections.abc import Callable
from concurrent.futures import Future


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._first: Future[None] = Future()
        self._second: Future[None] = Future()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._first.set_result(None)

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._first.result()
        try:
            fn()
        finally:
            self._second.set_result(None)

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._second.result()
        self._first, self._second = Future(), Future()
        fn()
