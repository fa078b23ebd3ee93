"""The instance dict is changed through `vars`, without the lock."""
# expect: race

import threading


class Stats:
    hits = misses = 0


lock = threading.Lock()


def count(stats, name):
    vars(stats)[name] = vars(stats).get(name, 0) + 1


def test_counted(together):
    stats = Stats()
    together(lambda: count(stats, "hits"), lambda: count(stats, "hits"), lambda: count(stats, "misses"))
    assert (stats.hits, stats.misses) == (2, 1)
