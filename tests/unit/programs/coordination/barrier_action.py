"""The barrier's action runs once a round, before anybody goes on."""
# expect: passed

import threading

parts, totals = [0, 0], []
barrier = threading.Barrier(2, action=lambda: totals.append(sum(parts)))


def work(n):
    parts[n] = n + 1
    barrier.wait()
    seen = totals[-1]
    barrier.wait()
    return seen


def test_total(together):
    assert together(lambda: work(0), lambda: work(1)) == [3, 3]
