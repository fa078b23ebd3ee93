"""The oxygen is gone before its hydrogens are, and the next one begins."""
# expect: wrong | race in schedules

from collections.abc import Callable
from threading import Lock, Semaphore


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._one_molecule = Lock()
        self._here = Semaphore(0)
        self._go = Semaphore(0)
        self._gone = Semaphore(0)

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._here.release()
        self._go.acquire()
        release()
        self._gone.release()

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        with self._one_molecule:
            for _ in range(2):
                self._here.acquire()
            self._go.release(2)
            release()
