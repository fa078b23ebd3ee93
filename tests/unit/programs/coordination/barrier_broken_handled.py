"""Who waits with a time-out breaks the barrier; everybody handles that."""
# expect: passed

import threading

barrier = threading.Barrier(2)


def meet(timeout=None):
    try:
        barrier.wait(timeout)
    except threading.BrokenBarrierError:
        return False
    return True


def test_same_answer(together):
    first, second = together(lambda: meet(1), meet)
    assert first == second
