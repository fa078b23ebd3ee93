"""No flag: a notify that comes before the wait is lost."""
# expect: deadlock

import threading

condition = threading.Condition()
ready = False


def waiter():
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
