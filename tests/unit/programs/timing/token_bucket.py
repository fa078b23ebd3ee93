"""A token bucket under a lock: never more than the burst goes at once."""
# expect: passed

import threading
import time

import pytest


class Bucket:
    def __init__(self, rate, burst):
        self.rate, self.burst, self.tokens = rate, burst, burst
        self.lock, self.last = threading.Lock(), time.monotonic()

    def take(self):
        with self.lock:
            now = time.monotonic()
            self.tokens = min(self.burst, self.tokens + (now - self.last) * self.rate)
            self.last = now
            if self.tokens >= 1:
                self.tokens -= 1
                return True
            return False


@pytest.mark.explore(clock="jumping")
def test_burst(together):
    bucket = Bucket(1, 1)
    assert sorted(together(bucket.take, bucket.take)) == [False, True]
