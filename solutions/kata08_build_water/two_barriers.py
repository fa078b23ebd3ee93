"""A barrier before the release and one after it; who passes the second knows that all three are through."""

from collections.abc import Callable
from threading import Barrier, BoundedSemaphore


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self.places = {"hydrogen": BoundedSemaphore(2), "oxygen": BoundedSemaphore(1)}
        self.before = Barrier(3)
        self.after = Barrier(3)

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._bond("hydrogen", release)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._bond("oxygen", release)

    def _bond(self, kind: str, release: Callable[[], None]) -> None:
        self.places[kind].acquire()
        self.before.wait()
        release()
        self.after.wait()
        self.places[kind].release()
