"""Two threads look every millisecond, in the same instants, whether a third is done with its two steps."""
# expect: passed

import threading
import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_over(together):
    lock = threading.Lock()
    done = []

    def works():
        for step in range(2):
            time.sleep(0.05)
            with lock:
                done.append(step)

    def looks():
        while True:
            with lock:
                if len(done) == 2:
                    return True
            time.sleep(0.001)

    assert together(works, looks, looks) == [None, True, True]
