"""Index 0 is taken for the first thread."""
# expect: race

import threading

barrier = threading.Barrier(2)


def test_index(together):
    assert together(barrier.wait, barrier.wait) == [0, 1]
