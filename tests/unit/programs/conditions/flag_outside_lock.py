"""The flag is set before the lock is taken, the notify inside: that is enough."""
# expect: passed

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
    ready = True
    with condition:
        condition.notify()


def test_wakes(together):
    assert together(waiter, setter)[0]
