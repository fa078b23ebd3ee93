"""`getattr` and `setattr` without the lock."""
# expect: race

import threading


class Stats:
    hits = misses = 0


lock = threading.Lock()


def count(stats, name):
    setattr(stats, name, getattr(stats, name) + 1)


def test_counted(together):
    stats = Stats()
    together(lambda: count(stats, "hits"), lambda: count(stats, "hits"), lambda: count(stats, "misses"))
    assert (stats.hits, stats.misses) == (2, 1)
