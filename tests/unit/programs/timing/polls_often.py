"""A poll every millisecond of a flag that comes after a second, on the clock that jumps."""
# expect: passed

import threading
import time

import pytest

ready = threading.Event()


def wait():
    while not ready.is_set():
        time.sleep(0.001)
    return time.monotonic()


def tell():
    time.sleep(1)
    ready.set()


@pytest.mark.explore(clock="jumping")
def test_after_a_second(together):
    began = time.monotonic()
    assert together(wait, tell)[0] - began >= 1
