"""Flat combining: who gets the lock does the work of all that is posted; the others go on."""
# expect: passed

import threading
from collections import deque

lock, posted, total = threading.Lock(), deque(), [0]


def add(n):
    posted.append(n)
    while posted:
        if not lock.acquire(blocking=False):
            return
        try:
            while posted:
                total[0] += posted.popleft()
        finally:
            lock.release()


def test_all_added(together):
    together(lambda: add(1), lambda: add(2))
    assert total[0] == 3 and not posted
