"""`notify_all` and the change stand in two critical sections, the wrong way round."""
# expect: deadlock

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
    with changed:
        ready = True


def test_ends(together):
    together(wait, tell)
