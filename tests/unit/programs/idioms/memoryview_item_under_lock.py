"""A byte is changed through two views, under a lock."""
# expect: passed

import threading

lock = threading.Lock()
data = bytearray(1)
view = memoryview(data)


def one():
    with lock:
        view[0] += 1


def other():
    with lock:
        data[0] += 1


def test_both(together):
    together(one, other)
    assert data[0] == 2
