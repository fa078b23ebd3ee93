"""`monotonic` never goes back, whatever comes between."""
# expect: passed

import time


def test_order(together):
    def work():
        before = time.monotonic()
        time.sleep(1)
        return time.monotonic() - before

    assert all(elapsed >= 1 for elapsed in together(work, work))
