"""A condition on an `RLock` taken twice gives both back while it waits."""
# expect: passed

import threading

condition = threading.Condition()
ready = []


def wait_inside():
    with condition:
        with condition:
            while not ready:
                condition.wait()


def tell():
    with condition:
        ready.append(True)
        condition.notify()


def test_both_end(together):
    together(wait_inside, tell)
