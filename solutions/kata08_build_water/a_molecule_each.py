"""Whoever comes joins the first molecule that lacks its kind; molecules leave in the order they began.

Each molecule has its own events: its atoms go once it is complete and the one before it is over.
"""

import threading
from collections.abc import Callable


class _Molecule:
    def __init__(self, previous: "threading.Event") -> None:
        self.previous = previous
        self.lacks = ["H", "H", "O"]
        self.complete = threading.Event()
        self.over = threading.Event()
        self.to_release = 3


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._last_over = threading.Event()
        self._last_over.set()
        self._open: list[_Molecule] = []

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join("H", release)

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        self._join("O", release)

    def _find(self, kind: str) -> _Molecule:
        for molecule in self._open:
            if kind in molecule.lacks:
                return molecule
        molecule = _Molecule(self._last_over)
        self._last_over = molecule.over
        self._open.append(molecule)
        return molecule

    def _join(self, kind: str, release: Callable[[], None]) -> None:
        with self._lock:
            molecule = self._find(kind)
            molecule.lacks.remove(kind)
            if not molecule.lacks:
                self._open.remove(molecule)
                molecule.complete.set()
        molecule.complete.wait()
        molecule.previous.wait()
        release()
        with self._lock:
            molecule.to_release -= 1
            if molecule.to_release == 0:
                molecule.over.set()
