"""Two threads sleep; any order may come of it."""
# expect: passed

import time


def test_any_order(together):
    log = []

    def work(seconds):
        time.sleep(seconds)
        log.append(seconds)

    together(lambda: work(1), lambda: work(2))
    assert sorted(log) == [1, 2]
