"""Sleep sort: who sleeps less is taken to come first."""
# expect: race

import time


def test_any_order(together):
    log = []

    def work(seconds):
        time.sleep(seconds)
        log.append(seconds)

    together(lambda: work(1), lambda: work(2))
    assert log == [1, 2]
