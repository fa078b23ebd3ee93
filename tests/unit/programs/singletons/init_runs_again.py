"""`__init__` runs at every call and empties the log."""
# expect: wrong | race

import threading


class Logger:
    _lock = threading.Lock()
    _instance = None

    def __new__(cls):
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self):
        self.lines = []

    def log(self, line):
        self.lines.append(line)


def test_one_log(together):
    together(lambda: Logger().log("a"), lambda: Logger().log("b"))
    assert sorted(Logger().lines) == ["a", "b"]
