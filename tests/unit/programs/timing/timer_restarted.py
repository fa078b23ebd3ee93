"""A debounce: each event cancels the timer before it and starts another; the last one fires."""
# expect: passed

import threading


class Debounce:
    def __init__(self):
        self.lock, self.timer, self.calls = threading.Lock(), None, []

    def event(self, value):
        with self.lock:
            if self.timer is not None:
                self.timer.cancel()
            self.timer = threading.Timer(1, self.fire, [value])
            self.timer.start()

    def fire(self, value):
        with self.lock:
            self.calls.append(value)


def test_last_fires():
    debounce = Debounce()
    debounce.event(1)
    debounce.event(2)
    debounce.timer.join()
    assert debounce.calls in ([2], [1, 2], [2, 1])
