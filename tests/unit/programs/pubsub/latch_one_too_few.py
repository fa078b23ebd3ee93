"""The latch is made for one and waited for as for two."""
# expect: race

import threading


class Latch:
    def __init__(self, count):
        self.count, self.zero = count, threading.Condition()

    def down(self):
        with self.zero:
            self.count -= 1
            if self.count == 0:
                self.zero.notify_all()

    def wait(self):
        with self.zero:
            while self.count > 0:
                self.zero.wait()


def test_after_both(together):
    latch, log = Latch(1), []

    def work(name):
        log.append(name)
        latch.down()

    def after():
        latch.wait()
        return len(log)

    assert together(after, lambda: work("a"), lambda: work("b"))[0] == 2
