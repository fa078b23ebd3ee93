"""A `cached_property` that takes a lock and looks again is computed once."""
# expect: passed

import functools
import threading


class Config:
    def __init__(self):
        self.lock, self.loads = threading.Lock(), 0

    @functools.cached_property
    def values(self):
        with self.lock:
            if "values" not in vars(self):
                self.loads += 1
                vars(self)["values"] = {"a": 1}
            return vars(self)["values"]


def test_once(together):
    config = Config()
    first, second = together(lambda: config.values, lambda: config.values)
    assert first is second
    assert config.loads == 1
