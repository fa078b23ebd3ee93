"""`__del__` counts under a lock, in whichever thread drops the last reference."""
# expect: passed

import threading
import weakref


class Res:
    closed = 0

    def __del__(self):
        with lock:
            Res.closed += 1


lock = threading.Lock()


def test_it(together):
    def use():
        r = Res()
        weakref.finalize(r, lambda: None)
        del r

    together(use, use)
    assert Res.closed == 2
