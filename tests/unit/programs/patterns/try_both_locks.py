"""Both locks are tried, and given back if one is missing, until both are there."""
# expect: passed

import threading


def test_both_done(together):
    a, b, done = threading.Lock(), threading.Lock(), []

    def work(first, second):
        while True:
            if first.acquire(blocking=False):
                if second.acquire(blocking=False):
                    done.append(1)
                    second.release()
                    first.release()
                    return
                first.release()

    together(lambda: work(a, b), lambda: work(b, a))
    assert len(done) == 2
