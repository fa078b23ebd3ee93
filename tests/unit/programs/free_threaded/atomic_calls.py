"""Calls of containers have locks of their own where there is no GIL."""
# expect: passed

import threading
from collections import deque

import pytest


@pytest.mark.explore(free_threaded=True)
def test_all_there(together):
    items, seen, log = [], {}, deque()

    def work(number):
        items.append(number)
        seen.setdefault(number, threading.get_ident())
        log.append(number)
        return len(items)

    together(lambda: work(1), lambda: work(2))
    assert sorted(items) == sorted(seen) == sorted(log) == [1, 2]
