"""The check is not made again once the lock is taken."""
# expect: race

import threading


class Config:
    _instance = None
    _lock = threading.Lock()

    @classmethod
    def get(cls):
        if cls._instance is None:
            with cls._lock:
                cls._instance = cls()
        return cls._instance


def test_one_instance(together):
    first, second = together(Config.get, Config.get)
    assert first is second
