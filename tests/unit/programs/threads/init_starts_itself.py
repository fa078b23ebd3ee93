"""A subclass of `Thread` starts itself as the last thing in `__init__`."""
# expect: passed

import threading


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n, self.result = n, None
        self.start()

    def run(self):
        self.result = self.n * 2


def test_result():
    workers = [Worker(1), Worker(2)]
    for worker in workers:
        worker.join()
    assert [worker.result for worker in workers] == [2, 4]
