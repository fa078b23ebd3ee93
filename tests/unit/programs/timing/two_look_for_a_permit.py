"""Two threads look every millisecond for a permit, in the same instants; who gets it is not said."""
# expect: race

import threading
import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_over(together):
    permits = threading.Semaphore(0)

    def gives():
        time.sleep(0.05)
        permits.release()

    def takes():
        for _ in range(80):
            if permits.acquire(blocking=False):
                return True
            time.sleep(0.001)
        return False

    assert together(gives, takes, takes)[1:] != [False, True]
