"""The lock comes as an argument, the same for both."""
# expect: passed

import threading


def add(box, lock):
    with lock:
        box[0] += 1


def test_counted(together):
    box, lock = [0], threading.Lock()
    together(lambda: add(box, lock), lambda: add(box, lock))
    assert box == [2]
