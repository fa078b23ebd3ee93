"""The observer is told after the lock was given back."""
# expect: race

import threading


class Subject:
    def __init__(self):
        self.lock = threading.RLock()
        self.state = 0
        self.history = []

    def change(self):
        with self.lock:
            self.state += 1
            state = self.state
        self.history.append(state)


def test_in_order(together):
    subject = Subject()
    together(subject.change, subject.change)
    assert subject.history == [1, 2]
