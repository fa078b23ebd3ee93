"""What is written under a condition is read under it."""
# expect: passed

import threading

import pytest


@pytest.mark.explore(free_threaded=True)
def test_seen(together):
    condition = threading.Condition()
    ready = False

    def give():
        nonlocal ready
        with condition:
            ready = True
            condition.notify()

    def take():
        with condition:
            condition.wait_for(lambda: ready)
            return ready

    assert together(give, take)[1]
