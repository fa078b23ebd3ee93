"""The first check of a double-checked lock is made without it."""
# expect: race

import threading

import pytest


class Registry:
    def __init__(self):
        self.lock = threading.Lock()
        self.made = None

    def get(self):
        if self.made is None:
            with self.lock:
                if self.made is None:
                    self.made = object()
        return self.made


@pytest.mark.explore(free_threaded=True)
def test_one(together):
    registry = Registry()
    first, second = together(registry.get, registry.get)
    assert first is second
