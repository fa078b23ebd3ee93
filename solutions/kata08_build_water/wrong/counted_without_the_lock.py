"""Who has been released is counted without the lock: two are counted as one, and nobody gets in again."""
# expect: deadlock in schedules

from collections.abc import Callable
from threading import Condition


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._missing = {"H": 2, "O": 1}
        self._leaving = 0

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._bond("H", release)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._bond("O", release)

    def _bond(self, kind: str, release: Callable[[], None]) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._missing[kind] > 0)
            self._missing[kind] -= 1
            if not any(self._missing.values()):
                self._leaving = 3
                self._changed.notify_all()
            self._changed.wait_for(lambda: self._leaving)
        release()
        self._leaving -= 1
        with self._changed:
            if self._leaving == 0:
                self._missing = {"H": 2, "O": 1}
                self._changed.notify_all()
