"""Tries for a lock without waiting, over and over: that is a spin, too."""
# expect: wrong in correctness

from collections.abc import Callable
from threading import Lock


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._gates = [Lock(), Lock()]
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
        while not self._gates[0].acquire(blocking=False):
            pass
        try:
            fn()
        finally:
            self._gates[1].release()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        while not self._gates[1].acquire(blocking=False):
            pass
        fn()
