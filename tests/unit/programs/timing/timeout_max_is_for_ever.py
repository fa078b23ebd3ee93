"""Who waits at most `TIMEOUT_MAX` seconds, which are centuries, means to wait for ever."""
# expect: passed

import threading
import time


def test_last(together):
    came, lock = threading.Event(), threading.Lock()

    def waits():
        end = time.monotonic() + threading.TIMEOUT_MAX
        assert came.wait(end - time.monotonic()), "gave up"
        assert lock.acquire(timeout=threading.TIMEOUT_MAX), "gave up"
        lock.release()

    def comes():
        with lock:
            came.set()

    together(waits, comes)
