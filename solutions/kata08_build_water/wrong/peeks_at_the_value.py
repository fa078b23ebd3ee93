"""Whoever sees three done in the semaphore opens the door again; two may see it, and then it opens twice."""
# expect: race in schedules

from collections.abc import Callable
from threading import Barrier, Semaphore


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._hydrogens = Semaphore(2)
        self._oxygens = Semaphore(1)
        self._complete = Barrier(3)
        self._done = Semaphore(0)

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join(self._hydrogens, release)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join(self._oxygens, release)

    def _join(self, places: Semaphore, release: Callable[[], None]) -> None:
        places.acquire()
        self._complete.wait()
        release()
        self._done.release()
        if self._done._value == 3:
            for _ in range(3):
                self._done.acquire(blocking=False)
            self._hydrogens.release(2)
            self._oxygens.release()
