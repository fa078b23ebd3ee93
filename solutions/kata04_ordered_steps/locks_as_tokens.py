"""Two locks that are taken from the start, and given back by the step before: a `Lock` has no owner."""

import threading
from collections.abc import Callable


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._gates = [threading.Lock(), threading.Lock()]
        for gate in self._gates:
            gate.acquire()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._gates[0].release()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        self._gates[0].acquire()
        try:
            fn()
        finally:
            self._gates[1].release()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        self._gates[1].acquire()
        fn()
