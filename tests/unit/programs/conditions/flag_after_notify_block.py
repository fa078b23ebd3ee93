"""The flag is set after the notify, outside of the lock."""
# expect: deadlock

import threading

condition = threading.Condition()
ready = False


def waiter():
    with condition:
        while not ready:
            condition.wait()
    return ready


def setter():
    global ready
    with condition:
        condition.notify()
    ready = True


def test_wakes(together):
    assert together(waiter, setter)[0]
