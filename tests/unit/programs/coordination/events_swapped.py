"""The second waits for the event that it sets itself."""
# expect: deadlock

import threading


def test_order(together):
    first_done, second_done = threading.Event(), threading.Event()
    log = []

    def first():
        log.append(1)
        first_done.set()

    def second():
        second_done.wait()
        log.append(2)
        first_done.set()

    def third():
        second_done.wait()
        log.append(3)

    together(third, second, first)
    assert log == [1, 2, 3]
