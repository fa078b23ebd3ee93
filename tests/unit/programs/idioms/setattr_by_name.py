"""Attributes are set by name with `setattr`, under a lock."""
# expect: passed

import threading


class Stats:
    hits = misses = 0


lock = threading.Lock()


def count(stats, name):
    with lock:
        setattr(stats, name, getattr(stats, name) + 1)


def test_counted(together):
    stats = Stats()
    together(lambda: count(stats, "hits"), lambda: count(stats, "hits"), lambda: count(stats, "misses"))
    assert (stats.hits, stats.misses) == (2, 1)
