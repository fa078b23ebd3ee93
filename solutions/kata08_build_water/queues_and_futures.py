"""Hydrogens queue with a future each; an oxygen takes two, lets them go, and waits until they are gone."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Queue
from threading import Lock

_Hydrogen = tuple["Future[None]", "Future[None]"]


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._hydrogens: Queue[_Hydrogen] = Queue()
        self._turn = Lock()

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        go: Future[None] = Future()
        gone: Future[None] = Future()
        self._hydrogens.put((go, gone))
        go.result()
        release()
        gone.set_result(None)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        with self._turn:
            pair = [self._hydrogens.get() for _ in range(2)]
            for go, _ in pair:
                go.set_result(None)
            release()
            for _, gone in pair:
                gone.result()
