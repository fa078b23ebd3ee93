"""The condition's waiters are looked at: nobody waits yet, so nobody is notified."""
# expect: deadlock

import threading

cond = threading.Condition()


def wait():
    with cond:
        cond.wait()


def wake():
    while True:
        with cond:
            if cond._waiters:
                cond.notify()
            return


def test_ends(together):
    together(wait, wake)
