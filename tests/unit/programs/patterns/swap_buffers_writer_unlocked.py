"""The writer reads the buffer's name and appends to a list that was drained already."""
# expect: race

import threading

lock = threading.Lock()
buffer = []


def write(item):
    mine = buffer
    mine.append(item)


def drain():
    global buffer
    with lock:
        full, buffer = buffer, []
    return tuple(full)


def test_nothing_lost(together):
    *_, drained = together(lambda: write(1), lambda: write(2), drain)
    assert sorted(list(drained) + buffer) == [1, 2]
