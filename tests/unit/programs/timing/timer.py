"""A timer sets an event."""
# expect: passed

import threading


def test_timer():
    rung = threading.Event()
    timer = threading.Timer(5, rung.set)
    timer.start()
    assert rung.wait()
    timer.join()
