"""Molecules one after the other: real threads, and never more atoms about than one molecule needs.

More than that, and the order of the releases, is shown by `schedules`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def molecule(water: Any, order: str) -> list[str]:
    """Have three atoms come, and give who was released when all have returned."""
    released: list[str] = []

    def atom(kind: str) -> None:
        enter = water.hydrogen if kind == "H" else water.oxygen
        enter(lambda: released.append(kind))

    threads = [threading.Thread(target=atom, args=(kind,)) for kind in order]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(released)


def test_one_molecule(attempt: ModuleType) -> None:
    """Two hydrogens and an oxygen are released once each, and return, whoever comes first."""
    for order in ("HHO", "HOH", "OHH"):
        released = molecule(attempt.Water(), order)
        assert released == ["H", "H", "O"], f"{order} came; released were {released}"


def test_molecules_in_turn(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """One `Water` serves any number of molecules, and owns no thread."""
    water = attempt.Water()
    for order in ("HHO", "OHH", "HOH") * 4:
        released = molecule(water, order)
        assert released == ["H", "H", "O"], f"{order} came after other molecules; released were {released}"
    nothing_left()


def test_two_waters(attempt: ModuleType) -> None:
    """Each `Water` is a place of its own, and `release` may be passed by name."""
    one, other = attempt.Water(), attempt.Water()
    for water in (one, other, one):
        threads = [
            threading.Thread(target=enter, kwargs={"release": lambda: None})
            for enter in (water.hydrogen, water.oxygen, water.hydrogen)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
