"""A date is taken from the wall clock, which is set back meanwhile."""
# expect: race

from datetime import datetime


def test_never_negative(together, step_wall_clock):
    def measure():
        before = datetime.now()
        return (datetime.now() - before).total_seconds()

    took, _ = together(measure, lambda: step_wall_clock(-60))
    assert took >= 0
