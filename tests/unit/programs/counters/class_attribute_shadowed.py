"""`self.made += 1` makes an attribute of the instance; the class never counts."""
# expect: wrong

import threading


class Task:
    made = 0
    _lock = threading.Lock()

    def __init__(self):
        with Task._lock:
            self.made += 1
            self.number = self.made


def test_numbers_differ(together):
    first, second = together(Task, Task)
    assert {first.number, second.number} == {1, 2}
