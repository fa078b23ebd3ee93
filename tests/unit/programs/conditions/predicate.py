"""Wait for a flag, with a loop round the wait."""
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
    with condition:
        ready = True
        condition.notify()


def test_wakes(together):
    assert together(waiter, setter)[0]
