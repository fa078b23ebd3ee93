"""Counts anew when a window is over: `burst` at its end and `burst` after it are twice too many."""
# expect: wrong in schedules

import time
from threading import Lock


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._lock = Lock()
        self._count = 0
        self._began = time.monotonic()

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
            window = self._burst / self._rate
            if now - self._began >= window:
                self._began = now
                self._count = 0
            if self._count < self._burst:
                self._count += 1
                return 0.0
            return self._began + window - now
