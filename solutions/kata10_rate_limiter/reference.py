"""A bucket that is filled when somebody looks: what flowed in since the last look is worked out then.

The lock is held to look and to take, a few steps long, and never while anybody waits. Who finds no
token learns how long it takes until there is one, sleeps without the lock, and looks again: somebody
else may have been faster.
"""

import time
from threading import Lock


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._lock = Lock()  # guards the two below
        self._tokens = float(burst)  # with fractions, or half a token would be lost at every look
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
            if self._tokens >= 1:
                self._tokens -= 1
                return 0.0
            return (1 - self._tokens) / self._rate
