"""`try`/`else`/`finally`: the lock is given back on every way out, and the count goes up on the good one alone."""
# expect: passed

import threading

lock, count = threading.Lock(), 0


def work(text):
    global count
    lock.acquire()
    try:
        int(text)
    except ValueError:
        return False
    else:
        count += 1
        return True
    finally:
        lock.release()


def test_counted(together):
    assert together(lambda: work("1"), lambda: work("x")) == [True, False]
    assert count == 1
    assert not lock.locked()
