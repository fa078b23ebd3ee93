"""Who saw it is counted in an exception, under a lock."""
# expect: passed

import threading

lock = threading.Lock()
error = ValueError()
error.seen = 0


def one():
    with lock:
        error.seen += 1


def other():
    with lock:
        error.seen += 1


def test_both(together):
    together(one, other)
    assert error.seen == 2
