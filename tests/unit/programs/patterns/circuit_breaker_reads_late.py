"""The count is read once more after the lock is gone: both may open the breaker, or neither ought to."""
# expect: race

import threading


class Breaker:
    def __init__(self):
        self.lock, self.failures, self.opened = threading.Lock(), 0, []

    def failed(self):
        with self.lock:
            self.failures += 1
        if self.failures == 2:
            self.opened.append(threading.current_thread())


def test_opened_once(together):
    breaker = Breaker()
    together(breaker.failed, breaker.failed)
    assert len(breaker.opened) == 1
