"""What a page is made of: the judgements to show, and where the learner stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from grader.history import Entry, Status
    from grader.verdict import Report


@dataclass(frozen=True)
class Facts:
    """What is said about a kata."""

    id: str
    title: str
    level: int = 0
    minutes: int = 0
    topics: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The name that a person types."""
        return self.id[:6]


@dataclass(frozen=True)
class Chapter:
    """One judgement. ``report`` is None where it was interrupted, ``source`` where none was kept.

    ``entry`` is its place in the history, ``attempts`` all that was ever judged of this kata, oldest
    first; ``before`` the number and the source of the judgement before it. Paths below ``base`` are shown
    without it.
    """

    facts: Facts
    report: Report | None
    source: str | None = None
    entry: Entry | None = None
    attempts: tuple[Entry, ...] = ()
    before: tuple[int, str] | None = None
    base: str = ""


@dataclass(frozen=True)
class Card:
    """A kata in the overview."""

    facts: Facts
    status: Status
    begun: bool = False
    attempts: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Page:
    """All of it; with ``cards`` it begins with an overview."""

    made: datetime
    chapters: tuple[Chapter, ...]
    cards: tuple[Card, ...] = ()
