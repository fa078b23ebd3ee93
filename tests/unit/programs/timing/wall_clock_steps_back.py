"""The wall clock is set back while somebody measures with it."""
# expect: race

import time


def test_never_negative(together, step_wall_clock):
    def measure():
        before = time.time()
        return time.time() - before

    took, _ = together(measure, lambda: step_wall_clock(-60))
    assert took >= 0
