"""A full list is swapped for an empty one under a lock and then read without it."""
# expect: passed

import threading

lock = threading.Lock()
buffer = []


def write(item):
    with lock:
        buffer.append(item)


def drain():
    global buffer
    with lock:
        full, buffer = buffer, []
    return full


def test_nothing_lost(together):
    *_, drained = together(lambda: write(1), lambda: write(2), drain)
    assert sorted(drained + buffer) == [1, 2]
