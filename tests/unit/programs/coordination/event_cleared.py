"""The event is cleared again right after it was set."""
# expect: deadlock

import threading


def test_order(together):
    first_done, second_done = threading.Event(), threading.Event()
    log = []

    def first():
        log.append(1)
        first_done.set()
        first_done.clear()

    def second():
        first_done.wait()
        log.append(2)
        second_done.set()

    def third():
        second_done.wait()
        log.append(3)

    together(second, third, first)
    assert log == [1, 2, 3]
