"""The semaphore's value is looked at, then the semaphore is acquired."""
# expect: deadlock

import threading

permits = threading.Semaphore(1)


def take():
    if permits._value > 0:
        permits.acquire()


def test_ends(together):
    together(take, take)
