"""A list of what is over, and short sleeps between two looks at it: simple, right, and a little late."""

import time
from collections.abc import Callable


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._over: list[str] = []

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._over.append("first")

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        while "first" not in self._over:
            time.sleep(0.001)
        try:
            fn()
        finally:
            self._over.append("second")

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        while "second" not in self._over:
            time.sleep(0.001)
        try:
            fn()
        finally:
            self._over.clear()
