"""What is written before an event is set may be read after the wait."""
# expect: passed

import threading

import pytest


class Box:
    value = None


@pytest.mark.explore(free_threaded=True)
def test_handed_over(together):
    box, ready = Box(), threading.Event()

    def give():
        box.value = 1
        ready.set()

    def take():
        ready.wait()
        return box.value

    assert together(give, take)[1] == 1
