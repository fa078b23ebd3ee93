"""The one that completes the molecule is released twice."""
# expect: wrong in correctness

from collections.abc import Callable
from threading import Barrier, Semaphore


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._hydrogens = Semaphore(2)
        self._oxygens = Semaphore(1)
        self._complete = Barrier(3)

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join(self._hydrogens, release)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join(self._oxygens, release)

    def _join(self, places: Semaphore, release: Callable[[], None]) -> None:
        with places:
            if self._complete.wait() == 0:
                release()
            release()
