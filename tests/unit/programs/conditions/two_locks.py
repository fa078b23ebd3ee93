"""A condition is waited for with no other lock held."""
# expect: passed

import threading

lock = threading.Lock()
condition = threading.Condition()
ready = False
log = []


def consumer():
    with condition:
        while not ready:
            condition.wait()
    with lock:
        log.append("consumed")


def producer():
    global ready
    with lock:
        log.append("produced")
        with condition:
            ready = True
            condition.notify()


def test_order(together):
    together(consumer, producer)
    assert log == ["produced", "consumed"]
