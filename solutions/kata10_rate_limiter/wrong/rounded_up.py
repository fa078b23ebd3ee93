"""Tokens are rounded to the next whole one, so that each may come half a token too early."""
# expect: wrong in schedules

import time
from threading import Lock


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._lock = Lock()
        self._tokens = float(burst)
        self._looked = time.monotonic()

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
            flowed_in = (now - self._looked) * self._rate
            self._tokens = min(self._burst, self._tokens + flowed_in)
            self._looked = now
            if round(self._tokens) >= 1:
                self._tokens -= 1
                return 0.0
            return max(1e-6, (0.51 - self._tokens) / self._rate)
