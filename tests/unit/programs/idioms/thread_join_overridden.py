"""A subclass of `Thread` gives its result from `join`."""
# expect: passed

import threading


class Task(threading.Thread):
    def __init__(self, function):
        super().__init__()
        self.function, self.result = function, None

    def run(self):
        self.result = self.function()

    def join(self, timeout=None):
        super().join(timeout)
        return self.result


def test_results():
    tasks = [Task(lambda n=n: n * n) for n in (2, 3)]
    for task in tasks:
        task.start()
    assert [task.join() for task in tasks] == [4, 9]
