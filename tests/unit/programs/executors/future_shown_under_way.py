"""What is shown takes locks of its own when it is: that is no part of the schedule."""
# expect: race

import threading
from concurrent.futures import Future


class Slow:
    def __init__(self):
        self.lock = threading.Lock()
        self.runs = {}

    def __repr__(self):
        with self.lock:
            return f"<Slow {self.runs}>"

    def get(self, key):
        with self.lock:
            future = self.runs[key] if key in self.runs else None
        if future is None:
            future = Future()
            with self.lock:
                self.runs[key] = future
            future.set_result(object())
        return future.result()


def test_one(together):
    shared = {"slow": Slow()}

    def work():
        shared["last"] = shared["slow"]
        return shared["slow"].get(1)

    first, second = together(work, work)
    assert first is second
