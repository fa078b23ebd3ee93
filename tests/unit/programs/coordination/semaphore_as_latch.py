"""A semaphore that starts at nothing counts arrivals; one waits for both."""
# expect: passed

import threading

arrived, log = threading.Semaphore(0), []


def work(n):
    log.append(n)
    arrived.release()


def wait():
    arrived.acquire()
    arrived.acquire()
    return sorted(log)


def test_both(together):
    assert together(wait, lambda: work(1), lambda: work(2))[0] == [1, 2]
