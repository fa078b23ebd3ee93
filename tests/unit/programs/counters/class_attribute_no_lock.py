"""The class attribute is counted up without its lock."""
# expect: race

import threading


class Task:
    made = 0
    _lock = threading.Lock()

    def __init__(self):
        type(self).made += 1
        self.number = Task.made


def test_numbers_differ(together):
    first, second = together(Task, Task)
    assert {first.number, second.number} == {1, 2}
