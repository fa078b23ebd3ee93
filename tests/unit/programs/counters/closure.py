"""A counter kept in a closure, guarded by a lock of the closure."""
# expect: passed

import threading


def make_counter():
    count = 0
    lock = threading.Lock()

    def increment():
        nonlocal count
        with lock:
            count += 1
            return count

    return increment


def test_every_number_once(together):
    increment = make_counter()
    assert sorted(together(increment, increment, increment)) == [1, 2, 3]
