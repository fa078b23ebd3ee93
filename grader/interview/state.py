"""Where a session stands, read from its events and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.errors import InternalError
from grader.interview.events import (
    Answered,
    Began,
    Checked,
    Finished,
    Hinted,
    Item,
    Judged,
    Mark,
    Paused,
    Reached,
    Resumed,
    Scored,
)

if TYPE_CHECKING:
    from datetime import datetime

    from grader.interview.log import Moment
    from grader.verdict import Report


@dataclass(frozen=True)
class Check:
    """One check of the session; without a report it was interrupted."""

    moment: Moment
    kata: str
    report: Report | None


@dataclass(frozen=True)
class Standing:
    """A session as its events tell it."""

    number: int
    moments: tuple[Moment, ...]

    @cached_property
    def plan(self) -> Began:
        """What the session consists of.

        Raises:
            InternalError: the first event is something else.
        """
        first = self.moments[0].event if self.moments else None
        if not isinstance(first, Began):
            raise InternalError(f"interview {self.number} has no beginning in its record")
        return first

    @property
    def began(self) -> datetime:
        """When."""
        return self.moments[0].at

    @cached_property
    def index(self) -> int:
        """The item that is shown; as many as there are items after the last."""
        return max((m.event.index for m in self.moments if isinstance(m.event, Reached)), default=-1)

    @property
    def item(self) -> Item | None:
        """What is asked now; None before the first and after the last."""
        items = self.plan.items
        return items[self.index] if 0 <= self.index < len(items) else None

    @cached_property
    def reached(self) -> dict[str, float]:
        """When each item was reached, in seconds of the session."""
        items = self.plan.items
        return {
            items[m.event.index].id: m.used
            for m in self.moments
            if isinstance(m.event, Reached) and m.event.index < len(items)
        }

    @cached_property
    def left(self) -> dict[str, float]:
        """When each item was left for the next one."""
        times = [m for m in self.moments if isinstance(m.event, Reached | Finished)]
        found: dict[str, float] = {}
        for moment in times:
            before = moment.event.index - 1 if isinstance(moment.event, Reached) else self.index
            if 0 <= before < len(self.plan.items):
                found.setdefault(self.plan.items[before].id, moment.used)
        return found

    @cached_property
    def paused(self) -> bool:
        """Whether the clock stands by a `pause`."""
        turns = [m.event for m in self.moments if isinstance(m.event, Paused | Resumed)]
        return bool(turns) and isinstance(turns[-1], Paused)

    @cached_property
    def finished(self) -> Moment | None:
        """The end, if it has come."""
        return next((m for m in self.moments if isinstance(m.event, Finished)), None)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every check, in order, with what it found."""
        found = {m.event.check: m.event.report for m in self.moments if isinstance(m.event, Judged)}
        return tuple(
            Check(m, m.event.kata, found.get(m.number)) for m in self.moments if isinstance(m.event, Checked)
        )

    def checks_of(self, kata: str) -> tuple[Check, ...]:
        """The checks of one kata."""
        return tuple(check for check in self.checks if check.kata == kata)

    def hints_of(self, kata: str) -> int:
        """How many hints of a kata were shown."""
        return sum(isinstance(m.event, Hinted) and m.event.kata == kata for m in self.moments)

    def answer_to(self, question: str) -> str:
        """What was answered; the last word counts."""
        said = [
            m.event.text
            for m in self.moments
            if isinstance(m.event, Answered) and m.event.question == question
        ]
        return said[-1] if said else ""

    @cached_property
    def scores(self) -> dict[str, Scored]:
        """The marks by point; the interviewer's stands above the candidate's own."""
        found: dict[str, Scored] = {}
        for moment in self.moments:
            event = moment.event
            if isinstance(event, Scored):
                before = found.get(event.point)
                if before is None or event.by in {before.by, "interviewer"}:
                    found[event.point] = event
        return found

    def mark(self, point: str) -> Mark | None:
        """How far a point was observed, by a person."""
        scored = self.scores.get(point)
        return scored.mark if scored else None
