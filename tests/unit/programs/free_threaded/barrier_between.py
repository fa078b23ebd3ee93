"""One thread goes on writing after the barrier."""
# expect: race

import threading

import pytest


@pytest.mark.explore(free_threaded=True)
def test_exchanged(together):
    written, barrier = [None, None], threading.Barrier(2)

    def work(mine, other):
        barrier.wait()
        written[mine] = mine
        return written[other]

    together(lambda: work(0, 1), lambda: work(1, 0))
