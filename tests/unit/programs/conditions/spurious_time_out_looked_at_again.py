"""After a time-out the predicate is looked at once more before giving up."""
# expect: passed

import threading

changed, ready = threading.Condition(), False


def wait():
    with changed:
        while not ready:
            if not changed.wait(timeout=1) and not ready:
                return False
        return True


def tell():
    global ready
    with changed:
        ready = True
        changed.notify()


def test_true(together):
    answer = together(wait, tell)[0]
    assert answer in {True, False}
    assert ready
