"""The flag is set, and nobody notified."""
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
        ready = True


def test_wakes(together):
    assert together(waiter, setter)[0]
