"""The flag is looked at before the lock is taken."""
# expect: deadlock

import threading

condition = threading.Condition()
ready = False


def waiter():
    if not ready:
        with condition:
            condition.wait()
    return ready


def setter():
    global ready
    with condition:
        ready = True
        condition.notify()


def test_wakes(together):
    assert together(waiter, setter)[0]
