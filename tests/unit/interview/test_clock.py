"""The clock of an interview: what is used, what is left, when it turns amber and red."""

from __future__ import annotations

import pytest
from interview_samples import FakeClock

from grader.interview.clock import Stopwatch, mmss, urgency


def test_stopwatch_counts_only_while_it_runs() -> None:
    """Time that passes while it stands is not used."""
    clock = FakeClock()
    watch = Stopwatch(clock, used=60.0)
    clock.go(5)
    watch.start()
    clock.go(10)
    assert watch.read() == 70.0
    watch.stop()
    clock.go(1000)
    assert watch.read() == 70.0


@pytest.mark.parametrize(
    ("left", "state"),
    [(601, "calm"), (600, "amber"), (181, "amber"), (180, "red"), (0, "red"), (-5, "red")],
)
def test_urgency(left: float, state: str) -> None:
    """Amber at ten minutes, red at three."""
    assert urgency(left) == state


@pytest.mark.parametrize(
    ("seconds", "text"), [(2700, "45:00"), (59.9, "0:59"), (0, "0:00"), (-0.4, "-0:00"), (-90, "-1:30")]
)
def test_reads_as_minutes_and_seconds(seconds: float, text: str) -> None:
    """Time over the time has a minus."""
    assert mmss(seconds) == text
