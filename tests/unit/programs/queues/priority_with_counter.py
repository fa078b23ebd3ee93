"""Ties are broken by a counter, so that what follows is never compared."""
# expect: passed

import itertools
import queue

jobs, number = queue.PriorityQueue(), itertools.count()


def put(task):
    jobs.put((1, next(number), task))


def test_no_comparison(together):
    together(lambda: put({"a": 1}), lambda: put({"b": 2}))
    assert {tuple(jobs.get()[2]) for _ in range(2)} == {("a",), ("b",)}
