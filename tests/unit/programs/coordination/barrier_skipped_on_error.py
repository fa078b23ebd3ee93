"""One raises before it comes to the barrier, and nobody aborts it."""
# expect: deadlock

import threading


def test_phases(together):
    barrier = threading.Barrier(2)
    written = []

    def work(me):
        written.append(me)
        try:
            1 // me
        except ZeroDivisionError:
            return 2
        barrier.wait()
        return len(written)

    assert together(lambda: work(0), lambda: work(1)) == [2, 2]
