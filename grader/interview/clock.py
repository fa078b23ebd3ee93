"""What time it is, and how much of an interview is used: both asked of a clock that tests can set."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

AMBER, RED = 600.0, 180.0  # seconds left


class Clock(Protocol):
    """Says the date for the record, and counts seconds for the stopwatch."""

    def now(self) -> datetime:
        """The date and time, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, never fewer than before."""
        ...


class SystemClock:
    """The machine's own clocks; while a laptop sleeps, its stopwatch stands."""

    def now(self) -> datetime:
        """The date and time, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()


@dataclass
class Stopwatch:
    """The seconds of a session that are used; it runs, and stands during a pause."""

    clock: Clock
    used: float = 0.0
    running: bool = False
    _mark: float = 0.0

    def start(self) -> None:
        """Run from here on."""
        self._mark = self.clock.monotonic()
        self.running = True

    def stop(self) -> None:
        """Stand from here on."""
        self.read()
        self.running = False

    def read(self) -> float:
        """The seconds used so far."""
        if self.running:
            now = self.clock.monotonic()
            self.used += now - self._mark
            self._mark = now
        return self.used


def mmss(seconds: float) -> str:
    """``43:10``; what is over the time has a minus: ``-0:30``."""
    whole = int(seconds) if seconds >= 0 else -int(-seconds)
    minutes, rest = divmod(abs(whole), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02d}"


def urgency(left: float) -> str:
    """``red`` from three minutes on, ``amber`` from ten, else ``calm``."""
    if left <= RED:
        return "red"
    return "amber" if left <= AMBER else "calm"
