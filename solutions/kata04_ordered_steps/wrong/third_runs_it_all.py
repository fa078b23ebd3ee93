"""The last to come runs all three in order, in its own thread."""
# expect: wrong in correctness

from collections.abc import Callable


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._brought: list[Callable[[], object]] = []

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        self._brought.append(fn)

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._brought.append(fn)

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        for earlier in self._brought:
            earlier()
        self._brought.clear()
        fn()
