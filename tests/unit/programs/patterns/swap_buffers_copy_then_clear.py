"""The list is copied and then cleared, without the lock."""
# expect: race

import threading

lock = threading.Lock()
buffer = []


def write(item):
    with lock:
        buffer.append(item)


def drain():
    global buffer
    full = list(buffer)
    buffer.clear()
    return full


def test_nothing_lost(together):
    *_, drained = together(lambda: write(1), lambda: write(2), drain)
    assert sorted(drained + buffer) == [1, 2]
