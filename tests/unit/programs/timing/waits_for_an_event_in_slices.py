"""One thread waits for an event a millisecond at a time, which the other sets after a minute."""
# expect: passed

import threading
import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_over(together):
    done = threading.Event()

    def works():
        time.sleep(60)
        done.set()

    def waits():
        while not done.wait(0.001):
            pass
        return True

    assert together(works, waits) == [None, True]
