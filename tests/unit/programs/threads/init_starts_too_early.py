"""A subclass of `Thread` starts itself before its attributes are there."""
# expect: race

import threading


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.start()
        self.n = n

    def run(self):
        self.result = self.n * 2


def test_result():
    worker = Worker(1)
    worker.join()
    assert worker.result == 2
