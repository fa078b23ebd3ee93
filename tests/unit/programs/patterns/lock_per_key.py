"""Locks per key, made by `setdefault`."""
# expect: passed

import threading

locks = {}
values = {}


def update(key):
    with locks.setdefault(key, threading.Lock()):
        values[key] = values.get(key, 0) + 1


def test_updates(together):
    together(lambda: update("x"), lambda: update("x"), lambda: update("y"))
    assert values == {"x": 2, "y": 1}
