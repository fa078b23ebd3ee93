"""A total time-out: what is left is worked out anew for each wait."""
# expect: passed

import threading
import time

changed, items = threading.Condition(), []


def take(timeout):
    end = time.monotonic() + timeout
    with changed:
        while not items:
            left = end - time.monotonic()
            if left <= 0:
                return None
            changed.wait(left)
        return items.pop()


def put():
    with changed:
        items.append(1)
        changed.notify_all()


def test_taken_or_there(together):
    got = together(lambda: take(1), put)[0]
    assert (got is None) == bool(items)
