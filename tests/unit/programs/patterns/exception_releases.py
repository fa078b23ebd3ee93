"""`with` gives the lock back when the block raises, and the exception goes on."""
# expect: passed

import threading

lock = threading.Lock()


def fail():
    with lock:
        raise LookupError("no such thing")


def test_lock_is_free(together):
    caught = []

    def attempt():
        try:
            fail()
        except LookupError as error:
            caught.append(str(error))

    together(attempt, attempt)
    assert caught == ["no such thing"] * 2
    assert not lock.locked()
