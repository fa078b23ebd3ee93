"""The barrier stands in front of the write."""
# expect: race

import threading


def test_phases(together):
    barrier = threading.Barrier(2)
    written = []

    def work(me):
        barrier.wait()
        written.append(me)
        return len(written)

    assert together(lambda: work(0), lambda: work(1)) == [2, 2]
