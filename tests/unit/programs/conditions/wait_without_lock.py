"""`wait` is called without the lock."""
# expect: wrong | race

import threading

condition = threading.Condition()
ready = False


def waiter():
    while not ready:
        condition.wait()
    return ready


def setter():
    global ready
    with condition:
        ready = True
        condition.notify()


def test_wakes(together):
    assert together(waiter, setter)[0]
