"""An observer gets events in the order of the subject's state, under its lock."""
# expect: passed

import threading


class Subject:
    def __init__(self):
        self.lock = threading.RLock()
        self.state = 0
        self.history = []

    def change(self):
        with self.lock:
            self.state += 1
            self.history.append(self.state)


def test_in_order(together):
    subject = Subject()
    together(subject.change, subject.change)
    assert subject.history == [1, 2]
