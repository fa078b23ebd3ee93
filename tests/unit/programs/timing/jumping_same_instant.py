"""Two sleep until the same instant."""
# expect: race

import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_in_order(together):
    log = []

    def work(seconds):
        time.sleep(seconds)
        log.append(seconds + len(log))

    together(lambda: work(1), lambda: work(1))
    assert log == [1, 2]
    assert time.monotonic() >= 0
