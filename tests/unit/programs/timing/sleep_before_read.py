"""The reader sleeps so that the writer is done."""
# expect: race

import time


def test_any_order(together):
    log = []

    def read():
        time.sleep(10)
        return log[0]

    assert together(lambda: log.append(1), read)[1] == 1
