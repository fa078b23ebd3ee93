"""A total time-out: each wait gets what is left."""
# expect: passed

import threading
import time


class Flag:
    def __init__(self):
        self.up = False
        self.changed = threading.Condition()

    def wait(self, timeout):
        end = time.monotonic() + timeout
        with self.changed:
            while not self.up:
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self.changed.wait(left)
            return True

    def raise_(self):
        with self.changed:
            self.up = True
            self.changed.notify_all()


def test_up_or_timed_out(together):
    flag = Flag()
    seen, _ = together(lambda: flag.wait(1), flag.raise_)
    assert seen in (True, False)
    assert flag.wait(0)
