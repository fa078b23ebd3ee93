"""The event's flag is looked at, not waited for."""
# expect: race

import threading

ready = threading.Event()


def test_ready(together):
    assert together(ready.set, lambda: ready._flag)[1]
