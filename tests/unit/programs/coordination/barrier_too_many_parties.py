"""The barrier waits for three, and two come."""
# expect: deadlock

import threading


def test_phases(together):
    barrier = threading.Barrier(3)
    written = []

    def work(me):
        written.append(me)
        barrier.wait()
        return len(written)

    assert together(lambda: work(0), lambda: work(1)) == [2, 2]
