"""A schedule as data: where it departs from running on, and what must be visible for that to fit.

Printed as ``4t2.9T1.11x3/12.13``: at decision 4 thread 2 goes on, at decision 9 the timer of thread 1
fires, at decision 11 the process of thread 3 dies; the accesses at sites 12 and 13 are visible
operations, and with a final ``!`` so is the release of a lock. Everything between follows from the
program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.verdict import SCHEDULE

_LETTERS = "tTx"  # in the order of the kinds of ``parts.Option``
_STEP = re.compile(r"([0-9]+)([tTx])([0-9]+)")


@dataclass(frozen=True)
class Schedule:
    """``departures``: (decision, code of the option taken), see ``world.Option.code``."""

    departures: tuple[tuple[int, int], ...]
    promoted: frozenset[int]
    release_points: bool

    def __str__(self) -> str:
        steps = ".".join(
            f"{at}{_LETTERS[code % len(_LETTERS)]}{code // len(_LETTERS)}" for at, code in self.departures
        )
        return f"{steps}/{'.'.join(map(str, sorted(self.promoted)))}{'!' if self.release_points else ''}"

    @classmethod
    def parse(cls, text: str) -> Schedule:
        """The schedule that ``str`` printed.

        Raises:
            ValueError: ``text`` is none.
        """
        match = SCHEDULE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a schedule such as 4t2.9T1/12.13")
        steps, promoted, releases = match.groups()
        departures = tuple(
            (int(at), int(number) * len(_LETTERS) + _LETTERS.index(kind))
            for at, kind, number in _STEP.findall(steps or "")
        )
        sites = frozenset(int(site) for site in promoted.split(".")) if promoted else frozenset()
        return cls(departures, sites, bool(releases))
