"""A cache whose entries expire: looked up and renewed under a lock."""
# expect: passed

import threading
import time


class Cache:
    def __init__(self, load):
        self.load, self.lock, self.entries = load, threading.Lock(), {}

    def get(self, key):
        with self.lock:
            value, until = self.entries.get(key, (None, 0.0))
            if time.monotonic() >= until:
                value = self.load(key)
                self.entries[key] = value, time.monotonic() + 60
            return value


def test_loaded_once(together):
    loads = []
    cache = Cache(lambda key: loads.append(key) or key.upper())
    assert together(lambda: cache.get("a"), lambda: cache.get("a")) == ["A", "A"]
    assert 1 <= len(loads) <= 2
