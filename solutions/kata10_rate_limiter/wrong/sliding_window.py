"""`burst` in any window of `burst / rate` seconds: true, and after a burst nobody passes for long."""
# expect: wrong in schedules

import time
from collections import deque
from threading import Lock


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._lock = Lock()
        self._passed: deque[float] = deque(maxlen=burst)

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while wait := self._take():
            if deadline is not None and time.monotonic() + wait > deadline:
                return False
            time.sleep(wait)
        return True

    def _take(self) -> float:
        """Take a token and return 0, or return in how many seconds there will be one."""
        with self._lock:
            now = time.monotonic()
            if len(self._passed) == self._burst:
                wait = self._passed[0] + self._burst / self._rate - now
                if wait > 0:
                    return wait
            self._passed.append(now)
            return 0.0
