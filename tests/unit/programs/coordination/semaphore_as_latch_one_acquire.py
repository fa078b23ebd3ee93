"""One `acquire` where two arrive."""
# expect: race

import threading

arrived, log = threading.Semaphore(0), []


def work(n):
    log.append(n)
    arrived.release()


def wait():
    arrived.acquire()
    return sorted(log)


def test_both(together):
    assert together(wait, lambda: work(1), lambda: work(2))[0] == [1, 2]
