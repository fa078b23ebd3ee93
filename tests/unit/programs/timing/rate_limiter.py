"""At most one call per second: the next free second is claimed under a lock."""
# expect: passed

import threading
import time

import pytest


class Limiter:
    def __init__(self):
        self.lock = threading.Lock()
        self.next = 0.0

    def wait(self):
        with self.lock:
            now = time.monotonic()
            start = max(now, self.next)
            self.next = start + 1
        time.sleep(start - now)
        return start


@pytest.mark.explore(clock="jumping")
def test_a_second_apart(together):
    limiter = Limiter()
    first, second = sorted(together(limiter.wait, limiter.wait))
    assert second - first >= 1
