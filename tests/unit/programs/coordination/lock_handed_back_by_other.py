"""A plain lock may be given back by another thread: it is a signal here."""
# expect: passed

import threading

baton, log = threading.Lock(), []
baton.acquire()


def first():
    log.append("first")
    baton.release()


def second():
    with baton:
        log.append("second")


def test_order(together):
    together(second, first)
    assert log == ["first", "second"]
