"""The barrier has a time-out that may break it."""
# expect: race

import threading


def test_phases(together):
    barrier = threading.Barrier(2)
    written = []

    def work(me):
        written.append(me)
        barrier.wait(timeout=1)
        return len(written)

    assert together(lambda: work(0), lambda: work(1)) == [2, 2]
