"""`sleep(0)` between two looks gives the others a chance, and the processor nothing to rest."""
# expect: wrong in correctness

import time
from collections.abc import Callable


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._over = 0

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._over = 1

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        while self._over != 1:
            time.sleep(0)
        try:
            fn()
        finally:
            self._over = 2

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        while self._over != 2:
            time.sleep(0)
        try:
            fn()
        finally:
            self._over = 0
