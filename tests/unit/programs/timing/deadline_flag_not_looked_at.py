"""After the wait the flag is not looked at again."""
# expect: race

import threading
import time


class Flag:
    def __init__(self):
        self.up = False
        self.changed = threading.Condition()

    def wait(self, timeout):
        end = time.monotonic() + timeout
        with self.changed:
            if not self.up:
                return self.changed.wait(end - time.monotonic())
            return True

    def raise_(self):
        with self.changed:
            self.up = True
            self.changed.notify_all()


def test_up_or_timed_out(together):
    flag = Flag()
    seen, _ = together(lambda: flag.wait(1), flag.raise_)
    assert seen
