"""`notify_all` comes before the change, in one critical section: those woken see the change all the same."""
# expect: passed

import threading

changed, ready = threading.Condition(), False


def wait():
    with changed:
        while not ready:
            changed.wait()


def tell():
    global ready
    with changed:
        changed.notify_all()
        ready = True


def test_ends(together):
    together(wait, tell)
