"""The wait has a time-out and its result is not looked at."""
# expect: race

import threading


def test_order(together):
    first_done, second_done = threading.Event(), threading.Event()
    log = []

    def first():
        log.append(1)
        first_done.set()

    def second():
        first_done.wait(1)
        log.append(2)
        second_done.set()

    def third():
        second_done.wait()
        log.append(3)

    together(third, second, first)
    assert log == [1, 2, 3]
