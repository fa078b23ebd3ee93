"""`notify` alone is enough where each that is woken wakes the next."""
# expect: passed

import threading

changed, opened, through = threading.Condition(), False, []


def enter(name):
    with changed:
        while not opened:
            changed.wait()
        through.append(name)
        changed.notify()


def unlock():
    global opened
    with changed:
        opened = True
        changed.notify()


def test_all_through(together):
    together(lambda: enter(1), lambda: enter(2), unlock)
    assert sorted(through) == [1, 2]
