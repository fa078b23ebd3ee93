"""Semaphores and barrier belong to the class: atoms of two waters meet."""
# expect: wrong | race in schedules

from collections.abc import Callable
from threading import Barrier, Semaphore


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    _hydrogens = Semaphore(2)
    _oxygens = Semaphore(1)
    _complete = Barrier(3)

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join(self._hydrogens, release)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join(self._oxygens, release)

    def _join(self, places: Semaphore, release: Callable[[], None]) -> None:
        with places:
            self._complete.wait()
            release()
