"""`_is_owned` of an RLock tells whether this thread has it."""
# expect: passed

import threading

lock = threading.RLock()


def work():
    before = lock._is_owned()
    with lock:
        inside = lock._is_owned()
    return before, inside, lock._is_owned()


def test_owned(together):
    assert together(work, work) == [(False, True, False)] * 2
