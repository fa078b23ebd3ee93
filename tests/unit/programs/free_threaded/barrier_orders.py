"""What each writes before a barrier, the other reads after it."""
# expect: passed

import threading

import pytest


@pytest.mark.explore(free_threaded=True)
def test_exchanged(together):
    written, barrier = [None, None], threading.Barrier(2)

    def work(mine, other):
        written[mine] = mine
        barrier.wait()
        return written[other]

    assert together(lambda: work(0, 1), lambda: work(1, 0)) == [1, 0]
