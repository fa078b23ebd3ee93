"""The wall clock is set back, and the time is measured with another clock."""
# expect: passed

import time


def test_never_negative(together, step_wall_clock):
    def measure():
        before = time.monotonic()
        return time.monotonic() - before

    took, _ = together(measure, lambda: step_wall_clock(-60))
    assert took >= 0
