"""Atoms between three and nine threads: complete molecules, one after the other, and nobody left waiting.

With more than three atoms there are too many schedules for two preemptions: there the bound is smaller.
Mostly the atoms come at times of the jumping clock, which passes only while every thread waits. Releases that
take time take no whole ticks, so that they never end just when an atom comes.
"""

from __future__ import annotations

import threading
import time
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TICK = 0.0001


class Flask:
    """Writes down what happens at one `Water`, in one list, and says what of it must not have happened.

    An atom in the middle of its release must not die of what it sees: others would wait for it, and the
    fault would be called a deadlock. So it only writes; the main thread reads.
    """

    def __init__(self, water: Any) -> None:
        self.water = water
        self.log: list[tuple[str, str]] = []

    def atom(self, kind: str, lasts: float = 0) -> None:
        """Be an atom, from its coming to its return; its release takes so many ticks."""
        thread = threading.current_thread()
        mine: list[str] = []

        def release() -> None:
            self.log.append(("begins", kind))
            if threading.current_thread() is not thread:
                self.log.append(("runs elsewhere", kind))
            if lasts:
                time.sleep(lasts * TICK)
            mine.append(kind)
            self.log.append(("is over", kind))

        self.log.append(("comes", kind))
        (self.water.hydrogen if kind == "H" else self.water.oxygen)(release)
        if len(mine) != 1:
            self.log.append((f"returned, its release had run {len(mine)} times", kind))

    def check(self) -> None:
        """Make sure that nothing has happened so far that must not happen."""
        come, begun, over = "", "", 0
        for event, kind in list(self.log):
            if event == "comes":
                come += kind
            elif event == "is over":
                over += 1
            elif event == "begins":
                before = len(begun) // 3 * 3
                begun += kind
                fault = _fault(come, begun[before:], before // 3 + 1, over - before)
                assert not fault, fault
            else:
                assert event != "runs elsewhere", f"the release of {kind} runs in another atom's thread"
                pytest.fail(f"a call for {kind} {event}")

    @property
    def complete(self) -> int:
        """How many molecules those who have come can make."""
        come = [kind for event, kind in list(self.log) if event == "comes"]
        return min(come.count("H") // 2, come.count("O"))

    def made(self, molecules: int) -> None:
        """Make sure that so many molecules have left, and all was well."""
        self.check()
        over = len([event for event, _ in list(self.log) if event == "is over"])
        assert over == 3 * molecules, f"{over} atoms were released, not {3 * molecules}"


def _fault(come: str, begun: str, number: int, over: int) -> str:
    """What is wrong with a release that begins; ``begun`` are the atoms of molecule ``number`` by now.

    ``over`` counts its releases that are over; below 0, some of the molecule before are not.
    """
    if "".join(sorted(begun)) not in "HHO":
        return f"molecule {number} begins with {begun}"
    for kind, needed in (("H", 2 * number), ("O", number)):
        if come.count(kind) < needed:
            return f"{begun[-1]} is released into molecule {number} when {come.count(kind)} {kind} have come"
    return f"molecule {number} begins when {over + 3} atoms of the last are released" if over < 0 else ""


@pytest.mark.explore(bound=1)
def test_one_molecule(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two hydrogens and an oxygen are released, none before all three have come, and all return."""
    flask = Flask(attempt.Water())
    together(*[lambda kind=kind: flask.atom(kind) for kind in "HHO"])
    flask.made(1)


class Arrivals:
    """Atoms that come at times of a jumping clock, to one water or to two."""

    def __init__(self, water: Callable[[], Any]) -> None:
        self.flasks = {"upper": Flask(water()), "lower": Flask(water())}
        self.returned: SimpleQueue[str] = SimpleQueue()
        self.waited = 0

    def come(self, text: str, lasts: tuple[float, ...] = (0,)) -> None:
        """Have groups of atoms come a tick apart; small letters to the other water.

        Who is after a bar comes when the molecules before it have returned. Who is left over goes on waiting.
        """
        number = 0
        for group in text.split():
            if group == "|":
                self.wait()
                continue
            for letter in group:
                self.start(letter, lasts[number % len(lasts)])
                number += 1
            time.sleep(TICK)
            self.check()
        self.wait()
        for flask in self.flasks.values():
            flask.made(flask.complete)

    def start(self, letter: str, lasts: float) -> None:
        """Start an atom that nobody waits for at the end of the program."""
        flask = self.flasks["lower" if letter.islower() else "upper"]

        def atom() -> None:
            flask.atom(letter.upper(), lasts)
            self.returned.put(letter)

        threading.Thread(target=atom, name=letter, daemon=True).start()

    def check(self) -> None:
        """Make sure that all was well so far."""
        for flask in self.flasks.values():
            flask.check()

    def wait(self) -> None:
        """Wait until all have returned who can leave."""
        complete = 3 * sum(flask.complete for flask in self.flasks.values())
        for _ in range(self.waited, complete):
            self.returned.get()
        self.check()
        self.waited = complete


@pytest.mark.explore(clock="jumping", bound=0, handover="fifo")
@pytest.mark.parametrize("text", ["H H HO | HO"])
def test_at_the_same_time(attempt: ModuleType, text: str) -> None:
    """Atoms that come at the same time, in any order, never get into a wrong molecule."""
    Arrivals(attempt.Water).come(text)


@pytest.mark.explore(clock="jumping", bound=0, handover="fifo")
@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("H H H O | H O", (1.3, 2.3, 3.3)),
        ("O O H H | H H", (1.3, 2.3, 3.3)),
        ("H H H H O O", (2.3, 4.3, 6.3)),
        ("O O H H H H", (2.3, 4.3, 6.3)),
        ("H H O | O H H | H O H", (1.3, 2.3, 3.3)),
    ],
)
def test_arrivals(attempt: ModuleType, text: str, lasts: tuple[float, ...]) -> None:
    """Whoever comes first: molecules are complete and do not mix, and each leaves as soon as it can."""
    Arrivals(attempt.Water).come(text, lasts)


@pytest.mark.explore(clock="jumping", bound=1)
@pytest.mark.parametrize("text", ["H H O H H H", "O H H O O H", "H H O H H O"])
def test_after_a_molecule(attempt: ModuleType, text: str) -> None:
    """When a molecule has left, the next one leaves when it is complete, and no sooner."""
    Arrivals(attempt.Water).come(text)


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("text", ["H O h h o | H", "h h H H O | o"])
def test_two_waters(attempt: ModuleType, text: str) -> None:
    """Atoms at one `Water` wait for nobody at another one, and never leave with them."""
    Arrivals(attempt.Water).come(text)
