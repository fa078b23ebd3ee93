"""The wait is shorter than the timer by nothing that can be relied on."""
# expect: race

import threading


def test_timer():
    rung = threading.Event()
    timer = threading.Timer(5, rung.set)
    timer.start()
    assert rung.wait(5.1)
    timer.join()
