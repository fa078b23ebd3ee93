"""`weakref.finalize` counts what has gone, in whichever thread drops it."""
# expect: passed

import threading
import weakref

gone, lock = [], threading.RLock()


class Handle:
    pass


def work(n):
    handle = Handle()
    weakref.finalize(handle, gone.append, n)
    with lock:
        del handle


def test_both_gone(together):
    together(lambda: work(1), lambda: work(2))
    assert sorted(gone) == [1, 2]
