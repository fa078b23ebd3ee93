"""On a clock that only moves while all wait, sleeps keep their order."""
# expect: passed

import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_in_order(together):
    log = []

    def work(seconds):
        time.sleep(seconds)
        log.append(seconds)

    together(lambda: work(2), lambda: work(1))
    assert log == [1, 2]
    assert time.monotonic() >= 0
