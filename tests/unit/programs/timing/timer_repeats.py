"""A timer that starts its successor until it is told to stop."""
# expect: passed

import threading


class Every:
    def __init__(self, times):
        self.left, self.done = times, threading.Event()
        self.next()

    def next(self):
        if self.left:
            self.left -= 1
            threading.Timer(1, self.next).start()
        else:
            self.done.set()


def test_ends():
    every = Every(2)
    every.done.wait()
    assert every.left == 0
