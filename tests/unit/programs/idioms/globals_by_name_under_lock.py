"""A global is changed by its name and as an item of `globals()`, under a lock."""
# expect: passed

import threading

lock = threading.Lock()
count = 0


def one():
    with lock:
        global count
        count += 1


def other():
    with lock:
        names = globals()
        names["count"] = names["count"] + 1


def test_both(together):
    together(one, other)
    assert count == 2
