"""One caller every `1 / rate` seconds, and never a burst: what nobody used is lost."""
# expect: wrong in correctness

import time
from threading import Lock


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._step = 1 / rate
        self._slack = 1 / rate
        self._lock = Lock()
        self._full_at = time.monotonic()

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        with self._lock:
            now = time.monotonic()
            full_at = max(self._full_at, now) + self._step
            wait = full_at - self._slack - now
            if timeout is not None and wait > timeout:
                return False
            self._full_at = full_at
        if wait > 0:
            time.sleep(wait)
        return True
