"""The overridden `join` does not call the one it overrides."""
# expect: race

import threading


class Task(threading.Thread):
    def __init__(self, function):
        super().__init__()
        self.function, self.result = function, None

    def run(self):
        self.result = self.function()

    def join(self, timeout=None):
        return self.result


def test_results():
    task = Task(lambda: 4)
    task.start()
    assert task.join() == 4
