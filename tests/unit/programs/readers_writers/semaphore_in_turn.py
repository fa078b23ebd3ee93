"""A semaphore hands over to whoever waits longest, when that is asked for."""
# expect: passed

import threading

import pytest


@pytest.mark.explore(handover="fifo")
def test_few_pass(together):
    permit = threading.BoundedSemaphore(1)
    passed, waits = 0, False

    def often():
        nonlocal passed
        for _ in range(3):
            with permit:
                passed += waits

    def once():
        nonlocal waits
        waits = True
        with permit:
            return passed

    _, seen = together(often, once)
    assert seen <= 1
    try:
        permit.release()
    except ValueError:
        return
    raise AssertionError
