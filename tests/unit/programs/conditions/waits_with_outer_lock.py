"""The consumer waits with a lock held that the producer needs."""
# expect: deadlock

import threading

lock = threading.Lock()
condition = threading.Condition()
ready = False
log = []


def consumer():
    with lock:
        with condition:
            while not ready:
                condition.wait()
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
