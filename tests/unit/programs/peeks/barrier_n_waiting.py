"""`n_waiting` is trusted."""
# expect: race

import threading

barrier = threading.Barrier(2)


def first():
    barrier.wait()
    return 0


def second():
    seen = barrier.n_waiting
    barrier.wait()
    return seen


def test_first_waits(together):
    assert together(first, second)[1] == 1
