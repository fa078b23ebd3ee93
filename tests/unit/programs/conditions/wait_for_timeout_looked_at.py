"""`wait_for(timeout)` tells whether the predicate holds."""
# expect: passed

import threading

changed, items = threading.Condition(), []


def put():
    with changed:
        items.append(1)
        changed.notify()


def take():
    with changed:
        if changed.wait_for(lambda: items, timeout=1):
            return items.pop()
    return None


def test_taken_or_there(together):
    got = together(put, take)[1]
    assert (got is None) == bool(items)
