"""The event is set before what it stands for is written; nobody checks what was read."""
# expect: race

import threading

import pytest


class Box:
    value = None


@pytest.mark.explore(free_threaded=True)
def test_handed_over(together):
    box, ready = Box(), threading.Event()

    def give():
        ready.set()
        box.value = 1

    def take():
        ready.wait()
        return box.value

    assert together(give, take)[1] in {None, 1}
