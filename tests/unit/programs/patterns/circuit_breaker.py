"""Failures are counted under a lock; one alone opens the breaker."""
# expect: passed

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
