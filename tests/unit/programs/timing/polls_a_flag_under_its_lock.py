"""One thread looks every millisecond, under a lock, whether the other is done, which takes a minute."""
# expect: passed

import threading
import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_over(together):
    lock = threading.Lock()
    done = []

    def works():
        time.sleep(60)
        with lock:
            done.append(True)

    def looks():
        while True:
            with lock:
                if done:
                    return True
            time.sleep(0.001)

    assert together(works, looks) == [None, True]
