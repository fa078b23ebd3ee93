"""The condition is built on a plain lock, and taken twice."""
# expect: deadlock

import threading

condition = threading.Condition(threading.Lock())
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
