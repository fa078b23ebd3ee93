"""Each step puts a message into the queue of the next one; a queue remembers, and `get` uses it up."""

from collections.abc import Callable
from queue import SimpleQueue


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._to_second: SimpleQueue[str] = SimpleQueue()
        self._to_third: SimpleQueue[str] = SimpleQueue()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._to_second.put("the first step is over")

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._to_second.get()
        try:
            fn()
        finally:
            self._to_third.put("the second step is over")

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._to_third.get()
        fn()
