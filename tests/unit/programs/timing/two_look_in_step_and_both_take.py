"""Two threads look every millisecond, in the same instants, for work; both may take the last of it."""
# expect: race

import threading
import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_over(together):
    lock = threading.Lock()
    work = []

    def brings():
        time.sleep(0.05)
        with lock:
            work.append("an item")
        time.sleep(0.05)

    def takes():
        for _ in range(80):
            with lock:
                there = bool(work)
            if there:
                return work.pop()
            time.sleep(0.001)
        return None

    together(brings, takes, takes)
