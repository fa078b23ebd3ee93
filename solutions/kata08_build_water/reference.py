"""Semaphores choose who is in the next molecule, a barrier lets the three go together.

Two permits for hydrogen and one for oxygen: so the three at the barrier are always the right three. An atom
gives its permit back when its release is over. The barrier needs all three permits again before it can
let the next molecule go, so it waits until all three releases are over.
"""

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
            self._complete.wait()
            release()
