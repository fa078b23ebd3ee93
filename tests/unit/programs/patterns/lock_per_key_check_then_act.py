"""The lock of a key is looked for, then made."""
# expect: race

import threading

locks = {}
values = {}


def update(key):
    if key not in locks:
        locks[key] = threading.Lock()
    with locks[key]:
        values[key] = values.get(key, 0) + 1


def test_updates(together):
    together(lambda: update("x"), lambda: update("x"), lambda: update("y"))
    assert values == {"x": 2, "y": 1}
