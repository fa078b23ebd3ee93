"""A generator-based context manager gives the lock back though the block raises."""
# expect: passed

import threading
from contextlib import contextmanager, suppress, closing

lock = threading.Lock()
n = 0


@contextmanager
def locked():
    lock.acquire()
    try:
        yield lock
    finally:
        lock.release()


def work():
    global n
    with suppress(ValueError), locked() as l:
        assert l.locked()
        n += 1
        raise ValueError


def test_it(together):
    together(work, work)
    assert n == 2
