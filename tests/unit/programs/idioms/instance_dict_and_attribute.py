"""One thread counts through `__dict__`, the other through the attribute."""
# expect: race

import threading


class Stats:
    hits = misses = 0


lock = threading.Lock()


def count(stats, name):
    if name == "hits":
        stats.__dict__["hits"] = stats.__dict__.get("hits", 0) + 1
    else:
        stats.hits += 1


def test_counted(together):
    stats = Stats()
    together(lambda: count(stats, "hits"), lambda: count(stats, "misses"))
    assert stats.hits == 2
