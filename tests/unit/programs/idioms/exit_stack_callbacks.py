"""An `ExitStack` gives back what was taken so far when the second is not to be had."""
# expect: passed

import threading
from contextlib import ExitStack

locks = [threading.Lock(), threading.Lock()]
done = []


def both(order):
    while True:
        with ExitStack() as stack:
            for lock in order:
                if not lock.acquire(blocking=False):
                    break
                stack.callback(lock.release)
            else:
                done.append(1)
                return


def test_both_done(together):
    together(lambda: both(locks), lambda: both(locks[::-1]))
    assert len(done) == 2
    assert not any(lock.locked() for lock in locks)
