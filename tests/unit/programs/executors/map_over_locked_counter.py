"""The mapped function adds under a lock; the results are numbered by what it returns."""
# expect: passed

import threading
from concurrent.futures import ThreadPoolExecutor

lock, total = threading.Lock(), 0


def add(n):
    global total
    with lock:
        total += n
        return total


def test_total():
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(add, (1, 2)))
    assert total == 3
    assert sorted(seen) in ([1, 3], [2, 3])
