"""One slot for both: each reads what was put there last."""
# expect: wrong

import threading


class Exchanger:
    def __init__(self):
        self.slot, self.barrier = None, threading.Barrier(2)

    def exchange(self, value):
        self.slot = value
        self.barrier.wait()
        return self.slot


def test_exchanged(together):
    exchanger = Exchanger()
    assert sorted(together(lambda: exchanger.exchange(1), lambda: exchanger.exchange(2))) == [1, 2]
