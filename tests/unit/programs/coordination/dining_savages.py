"""A savage who finds the pot empty wakes the cook and waits; the others wait behind it."""
# expect: passed

import threading

pot, lock = [1], threading.Lock()
empty, full = threading.Semaphore(0), threading.Semaphore(0)


def cook():
    empty.acquire()
    pot.append(1)
    pot.append(1)
    full.release()


def eat():
    with lock:
        if not pot:
            empty.release()
            full.acquire()
        pot.pop()


def test_all_eat(together):
    together(cook, eat, eat)
    assert len(pot) == 1
