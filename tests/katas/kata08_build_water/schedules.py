"""Atoms between three and nine threads: complete molecules, one after the other, and nobody left waiting.

With more than three atoms the space of schedules is too large for two preemptions: there the atoms come
at times of the jumping clock, which passes only while every thread waits, and the bound is smaller.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TICK = 0.0001


class Flask:
    """Sees who comes and who is released, and looks at each release whether it may begin."""

    def __init__(self, water: Any, lasts: tuple[int, ...] = ()) -> None:
        self.water = water
        self.lasts = lasts
        self.come: list[str] = []
        self.begun: list[str] = []
        self.over: list[str] = []

    def atom(self, kind: str) -> None:
        """Be an atom, from its coming to its return."""
        thread = threading.current_thread()
        mine: list[str] = []

        def release() -> None:
            assert threading.current_thread() is thread, (
                f"the release of {kind} runs in another atom's thread"
            )
            self.begins(kind)
            if self.lasts:
                time.sleep(self.lasts[(len(self.begun) - 1) % len(self.lasts)] * TICK)
            self.over.append(kind)
            mine.append(kind)

        self.come.append(kind)
        (self.water.hydrogen if kind == "H" else self.water.oxygen)(release)
        assert len(mine) == 1, f"a call for {kind} returned; its release had run {len(mine)} times"

    def begins(self, kind: str) -> None:
        """Look at a release that begins."""
        # atoms of the same molecule may get in between these steps; of another one only if it is wrong
        self.begun.append(kind)
        before = (len(self.begun) - 1) // 3 * 3
        number = before // 3 + 1
        begun = "".join(sorted(self.begun[before : before + 3]))
        assert begun in "HHO", f"molecule {number} begins with {begun}"
        come = (self.come.count("H"), self.come.count("O"))
        assert come[0] >= 2 * number, f"{kind} is released into molecule {number} when {come[0]} H have come"
        assert come[1] >= number, f"{kind} is released into molecule {number} when {come[1]} O have come"
        over = len(self.over)
        assert over >= before, (
            f"molecule {number} begins when {over - before + 3} atoms of the last are released"
        )

    def made(self, molecules: int) -> None:
        """Make sure that all have been released."""
        assert len(self.over) == 3 * molecules, f"{len(self.over)} atoms were released, not {3 * molecules}"


@pytest.mark.explore(bound=1)
def test_one_molecule(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two hydrogens and an oxygen are released, none before all three have come, and all return."""
    flask = Flask(attempt.Water())
    together(*[lambda kind=kind: flask.atom(kind) for kind in "HHO"])
    flask.made(1)


@pytest.mark.explore(bound=0)
def test_two_molecules(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Of two molecules, one has been released before the other begins."""
    flask = Flask(attempt.Water())

    def twice(kind: str) -> None:
        flask.atom(kind)
        flask.atom(kind)

    together(*[lambda kind=kind: twice(kind) for kind in "HHO"])
    flask.made(2)


def arrivals(text: str, bound: int, lasts: tuple[int, ...] = ()) -> Any:
    """Who comes at which time; who is after the bar comes when the molecules before it have returned."""
    return pytest.param(text, lasts, marks=pytest.mark.explore(clock="jumping", bound=bound), id=text)


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        arrivals("H H H O | H O", 0, (1, 2, 3)),
        arrivals("O O H H | H H", 0, (1, 2, 3)),
        arrivals("H H H H O O", 0, (2, 4, 6)),
        arrivals("O O H H H H", 0, (2, 4, 6)),
        arrivals("H H O | O H H | H O H", 0, (1, 2, 3)),
    ],
)
def test_arrivals(attempt: ModuleType, text: str, lasts: tuple[int, ...]) -> None:
    """Whoever comes first: molecules are complete and do not mix, and each leaves as soon as it can."""
    flask = Flask(attempt.Water(), lasts)
    threads: list[threading.Thread] = []
    returned = threading.Semaphore(0)
    waited = 0

    def atom(kind: str) -> None:
        flask.atom(kind)
        returned.release()

    for group in text.split():
        if group == "|":
            complete = 3 * min(flask.come.count("H") // 2, flask.come.count("O"))
            for _ in range(waited, complete):
                returned.acquire()
            waited = complete
            continue
        for kind in group:
            threads.append(threading.Thread(target=atom, args=(kind,)))
            threads[-1].start()
        time.sleep(TICK)
    for thread in threads:
        thread.join()
    flask.made(len(threads) // 3)
