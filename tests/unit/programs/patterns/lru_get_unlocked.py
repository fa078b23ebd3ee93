"""`get` moves to the end what `put` may have thrown out by then."""
# expect: race

import threading
from collections import OrderedDict


class LRU:
    def __init__(self):
        self.lock, self.entries = threading.Lock(), OrderedDict()

    def put(self, key, value):
        with self.lock:
            self.entries[key] = value
            if len(self.entries) > 1:
                self.entries.popitem(last=False)

    def get(self, key):
        if key in self.entries:
            self.entries.move_to_end(key)
            return self.entries[key]
        return None


def test_got_or_not(together):
    cache = LRU()
    cache.put("a", 1)
    together(lambda: cache.put("b", 2), lambda: cache.get("a"))
