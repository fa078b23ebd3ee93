"""`__new__` makes the instance once, under a lock."""
# expect: passed

import threading


class Logger:
    _lock = threading.Lock()
    _instance = None

    def __new__(cls):
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
                cls._instance.lines = []
        return cls._instance

    def log(self, line):
        self.lines.append(line)


def test_one_log(together):
    together(lambda: Logger().log("a"), lambda: Logger().log("b"))
    assert sorted(Logger().lines) == ["a", "b"]
