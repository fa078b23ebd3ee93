"""What was seen before, so that an interview asks something new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from grader.interview.state import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from grader.history import Entry
    from grader.interview.log import Log

_SESSIONS = 5  # interviews that are remembered
_DAYS = 14  # and what was worked on outside of them


def seen(log: Log, entries: Iterable[Entry], now: datetime) -> dict[str, int]:
    """How long ago each kata and question was seen, 1 for the last; what is older is new again."""
    found: dict[str, int] = {}
    for age, number in enumerate(reversed(log.sessions()[-_SESSIONS:]), start=1):
        for name in Standing(number, log.moments(number)).reached:
            found.setdefault(name, age)
    for entry in entries:
        if now - entry.at < timedelta(days=_DAYS):
            found.setdefault(entry.kata, _SESSIONS + 1)
    return found
