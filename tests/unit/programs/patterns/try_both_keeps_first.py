"""The first lock is kept while the second is tried again and again."""
# expect: livelock

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
                while not second.acquire(blocking=False):
                    pass
                second.release()
                first.release()
                return

    together(lambda: work(a, b), lambda: work(b, a))
    assert len(done) == 2
