"""A daemon beats until its event is set; `wait(timeout)` is its clock."""
# expect: passed

import threading

stop, beats = threading.Event(), []


def beat():
    while not stop.wait(1):
        beats.append(1)


def test_ends():
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    stop.set()
    thread.join()
    seen = len(beats)
    assert len(beats) == seen
