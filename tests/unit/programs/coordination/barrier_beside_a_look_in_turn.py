"""Three threads meet twice, first come first served; each has looked at a lock, so that a release is a step."""
# expect: passed

import threading

import pytest


@pytest.mark.explore(bound=1, handover="fifo")
def test_meets(together):
    lock, barrier = threading.Lock(), threading.Barrier(3)

    def one():
        lock.locked()
        barrier.wait()
        barrier.wait()

    together(one, one, one)
