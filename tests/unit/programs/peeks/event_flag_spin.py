"""The event's flag is polled by hand."""
# expect: passed

import threading
import time

ready = threading.Event()


def wait():
    while not ready._flag:
        time.sleep(0.01)
    return True


def test_ready(together):
    assert together(ready.set, wait)[1]
