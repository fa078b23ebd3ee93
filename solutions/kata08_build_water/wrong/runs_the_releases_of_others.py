"""The oxygen runs all three releases itself."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import Lock, Semaphore


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._one_molecule = Lock()
        self._here = Semaphore(0)
        self._go = Semaphore(0)
        self._waiting: list[Callable[[], None]] = []

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._waiting.append(release)
        self._here.release()
        self._go.acquire()

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        with self._one_molecule:
            for _ in range(2):
                self._here.acquire()
            release()
            for _ in range(2):
                self._waiting.pop()()
            self._go.release(2)
