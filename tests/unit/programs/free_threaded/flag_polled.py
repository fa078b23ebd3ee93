"""A flag is set by one thread and polled by another: with the GIL that works."""
# expect: race

import time

import pytest


@pytest.mark.explore(free_threaded=True)
def test_seen(together):
    ready = False

    def set_it():
        nonlocal ready
        ready = True

    def wait():
        while not ready:
            time.sleep(0.01)

    together(set_it, wait)
