"""A sleep is taken to last exactly as long as was asked."""
# expect: race

import time


def test_exact(together):
    def work():
        before = time.monotonic()
        time.sleep(1)
        return time.monotonic() - before

    assert together(work, lambda: time.sleep(5))[0] < 2
