"""Who finds its turn without waiting does not wake the next."""
# expect: deadlock

import threading

changed, opened, through = threading.Condition(), False, []


def enter(name):
    with changed:
        if not opened:
            changed.wait()
            return
        through.append(name)
        changed.notify()


def unlock():
    global opened
    with changed:
        opened = True
        changed.notify()


def test_all_through(together):
    together(lambda: enter(1), lambda: enter(2), unlock)
