"""Instances count themselves in a class attribute."""
# expect: passed

import threading


class Task:
    made = 0
    _lock = threading.Lock()

    def __init__(self):
        with Task._lock:
            type(self).made += 1
            self.number = Task.made


def test_numbers_differ(together):
    first, second = together(Task, Task)
    assert {first.number, second.number} == {1, 2}
