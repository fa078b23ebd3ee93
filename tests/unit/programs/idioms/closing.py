"""`contextlib.closing` closes once, under the lock of the resource."""
# expect: passed

import contextlib
import threading


class Resource:
    def __init__(self):
        self.lock, self.users, self.closed = threading.Lock(), 2, 0

    def close(self):
        with self.lock:
            self.users -= 1
            if self.users == 0:
                self.closed += 1


def test_closed_once(together):
    resource = Resource()

    def use():
        with contextlib.closing(resource):
            pass

    together(use, use)
    assert resource.closed == 1
