"""One thread looks every hundredth of a second whether five seconds have passed, on a clock that jumps."""
# expect: passed

import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_over(together):
    def work():
        end = time.monotonic() + 5
        while time.monotonic() < end:
            time.sleep(0.01)
        return True

    assert together(work, lambda: time.sleep(4)) == [True, None]
