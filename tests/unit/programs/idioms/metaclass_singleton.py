"""A metaclass makes one instance of each class, under a lock of its own."""
# expect: passed

import threading


class Singleton(type):
    _instances = {}
    _lock = threading.Lock()

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            with cls._lock:
                if cls not in cls._instances:
                    cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Config(metaclass=Singleton):
    def __init__(self):
        self.values = {"a": 1}


def test_one(together):
    first, second = together(Config, Config)
    assert first is second
    assert first.values == {"a": 1}
