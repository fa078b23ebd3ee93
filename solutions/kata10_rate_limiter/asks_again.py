"""Look, nap for a hundredth of a second, look again, until there is a token or the time is up.

Whole tokens are counted; the clock by which they were counted stays behind by what is left of one.
"""

import time
from threading import Lock

_NAP = 0.01


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._per_token = 1 / rate
        self._burst = burst
        self._lock = Lock()
        self._tokens = burst
        self._counted_until = time.monotonic()

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        asked = time.monotonic()
        while not self._try():
            if timeout is not None and time.monotonic() - asked >= timeout:
                return False
            time.sleep(_NAP)
        return True

    def _try(self) -> bool:
        with self._lock:
            now = time.monotonic()
            whole = int((now - self._counted_until) / self._per_token)
            self._counted_until += whole * self._per_token
            self._tokens += whole
            if self._tokens >= self._burst:  # full, and what flowed in since then ran over
                self._tokens = self._burst
                self._counted_until = now
            if self._tokens:
                self._tokens -= 1
                return True
            return False
