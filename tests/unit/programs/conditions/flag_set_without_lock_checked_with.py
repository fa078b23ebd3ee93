"""The flag is set before the lock is taken and notified in it: whoever looks under the lock misses nothing."""
# expect: passed

import threading

changed, ready = threading.Condition(), []


def wait():
    with changed:
        changed.wait_for(lambda: ready)


def tell():
    ready.append(1)
    with changed:
        changed.notify_all()


def test_ends(together):
    together(wait, tell)
