"""The event is set before the step."""
# expect: race

import threading


def test_order(together):
    first_done, second_done = threading.Event(), threading.Event()
    log = []

    def first():
        first_done.set()
        log.append(1)

    def second():
        first_done.wait()
        log.append(2)
        second_done.set()

    def third():
        second_done.wait()
        log.append(3)

    together(third, second, first)
    assert log == [1, 2, 3]
