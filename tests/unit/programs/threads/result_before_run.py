"""The result is read while the thread may not have begun."""
# expect: race

import threading


class Task(threading.Thread):
    result = None

    def run(self):
        self.result = 4


def test_results():
    task = Task()
    task.start()
    assert task.result == 4
