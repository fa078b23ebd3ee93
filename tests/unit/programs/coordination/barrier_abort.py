"""Who fails breaks the barrier, so that nobody waits for ever."""
# expect: passed

import threading


def test_all_return(together):
    barrier = threading.Barrier(2)

    def bad():
        barrier.abort()

    def good():
        try:
            barrier.wait()
        except threading.BrokenBarrierError:
            return "broken"

    assert together(bad, good)[1] == "broken"
