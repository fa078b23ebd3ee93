"""Both savages find the pot empty before the cook has come, and wait each for a filling of its own."""
# expect: deadlock

import threading

pot = []
empty, full = threading.Semaphore(0), threading.Semaphore(0)


def cook():
    empty.acquire()
    pot.extend([1, 1])
    full.release()


def eat():
    if not pot:
        empty.release()
        full.acquire()
    pot.pop()


def test_all_eat(together):
    together(cook, eat, eat)
