"""Two items are swapped under a lock."""
# expect: passed

import threading

items, lock = [1, 2, 3], threading.Lock()


def swap(i, j):
    with lock:
        items[i], items[j] = items[j], items[i]


def test_permutation(together):
    together(lambda: swap(0, 1), lambda: swap(1, 2))
    assert sorted(items) == [1, 2, 3]
