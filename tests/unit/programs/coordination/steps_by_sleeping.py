"""Sleeps of growing length stand for the order."""
# expect: race

import threading
import time


def test_order(together):
    first_done, second_done = threading.Event(), threading.Event()
    log = []

    def first():
        log.append(1)
        first_done.set()

    def second():
        time.sleep(1)
        log.append(2)
        second_done.set()

    def third():
        time.sleep(2)
        log.append(3)

    together(third, second, first)
    assert log == [1, 2, 3]
