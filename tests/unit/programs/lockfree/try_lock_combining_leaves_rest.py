"""Who got the lock looks once: what is posted after that look and before the release is left."""
# expect: race

import threading
from collections import deque

lock, posted, total = threading.Lock(), deque(), [0]


def add(n):
    posted.append(n)
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
