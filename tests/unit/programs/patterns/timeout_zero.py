"""`get(timeout=0)` and `acquire(timeout=0)` try once."""
# expect: passed

import queue
import threading


def test_tries(together):
    line, lock = queue.Queue(), threading.Lock()

    def take():
        try:
            return line.get(block=True, timeout=0)
        except queue.Empty:
            return None

    def hold():
        if lock.acquire(timeout=0):
            lock.release()
        line.put(1)

    taken, _ = together(take, hold)
    assert taken in (None, 1)
