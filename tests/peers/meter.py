"""What is measured of one tool on one program."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

# by name: the peers patch the module while they run
from time import monotonic, process_time
from typing import NamedTuple


class Seconds(NamedTuple):
    """A time by two clocks: CPU seconds of the process, its threads and its children; and the wall's."""

    cpu: float
    wall: float


NOTHING = Seconds(0.0, 0.0)


@dataclass(frozen=True)
class Answer:
    """What a tool said of a program.

    ``verdict`` is passed, failed or undecided. Times count from the call of the tool, with everything
    imported: ``first`` until the first schedule began, ``bug`` until the first failing one was seen,
    ``exhausted`` until the last schedule with at most two preemptions was, ``told`` until the tool
    returned. ``decisions`` are those of all schedules, where the tool says how many there were.
    """

    tool: str
    program: str
    is_right: bool
    verdict: str
    why: str = ""
    schedules: int = 0
    decisions: int = 0
    first: Seconds = NOTHING
    told: Seconds = NOTHING
    bug: Seconds | None = None
    exhausted: Seconds | None = None

    def rate(self, clock: str) -> float | None:
        """Schedules per second, once the first has begun."""
        seconds = getattr(self.told, clock) - getattr(self.first, clock)
        return self.schedules / seconds if seconds > 0 else None


def _now() -> Seconds:
    times = os.times()
    return Seconds(process_time() + times.children_user + times.children_system, monotonic())


@dataclass
class Meter:
    """Counts schedules, and seconds since it was made; ``budget`` is how many CPU seconds there are."""

    budget: float
    schedules: int = 0
    decisions: int = 0
    bug: Seconds | None = None
    exhausted: Seconds | None = None
    first: Seconds = NOTHING
    _began: Seconds = field(default_factory=_now)

    @property
    def elapsed(self) -> Seconds:
        """How long it has been."""
        now = _now()
        return Seconds(now.cpu - self._began.cpu, now.wall - self._began.wall)

    @property
    def over(self) -> bool:
        """Whether the budget is spent."""
        return self.elapsed.cpu > self.budget

    @property
    def late(self) -> bool:
        """Whether the budget is spent by the wall clock, for what sleeps or waits."""
        return self.elapsed.wall > self.budget

    def waited(self) -> None:
        """The bug was seen by waiting, and the waiting was its price."""
        wall = self.elapsed.wall
        self.bug = Seconds(wall, wall)

    def schedule(self) -> None:
        """A schedule begins."""
        if not self.schedules:
            self.first = self.elapsed
        self.schedules += 1

    def answer(self, tool: str, program: str, verdict: str, why: str, *, is_right: bool) -> Answer:
        """Everything measured until now."""
        told = self.elapsed
        return Answer(
            tool=tool,
            program=program,
            is_right=is_right,
            verdict=verdict,
            why=why,
            schedules=self.schedules,
            decisions=self.decisions,
            first=self.first,
            told=told,
            bug=(self.bug or told) if verdict == "failed" else None,
            exhausted=self.exhausted,
        )
