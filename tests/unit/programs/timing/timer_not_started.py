"""The timer is made and not started."""
# expect: deadlock

import threading


def test_timer():
    rung = threading.Event()
    timer = threading.Timer(5, rung.set)
    assert rung.wait()
