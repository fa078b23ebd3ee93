"""A cache of two entries in an `OrderedDict`, looked up and moved to the end under a lock."""
# expect: passed

import threading
from collections import OrderedDict


class LRU:
    def __init__(self):
        self.lock, self.entries = threading.Lock(), OrderedDict()

    def put(self, key, value):
        with self.lock:
            self.entries[key] = value
            self.entries.move_to_end(key)
            if len(self.entries) > 2:
                self.entries.popitem(last=False)

    def get(self, key):
        with self.lock:
            if key in self.entries:
                self.entries.move_to_end(key)
                return self.entries[key]
            return None


def test_two_kept(together):
    cache = LRU()
    cache.put("a", 1)
    together(lambda: cache.put("b", 2), lambda: cache.put("c", 3), lambda: cache.get("a"))
    assert len(cache.entries) == 2
