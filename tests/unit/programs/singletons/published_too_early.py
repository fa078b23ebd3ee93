"""The instance is published before it is filled."""
# expect: race

import threading


class Config:
    _instance = None
    _lock = threading.Lock()

    @classmethod
    def get(cls):
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = cls()
                    cls._instance.values = [1]
        return cls._instance


def test_filled(together):
    assert together(lambda: Config.get().values, lambda: Config.get().values) == [[1], [1]]
