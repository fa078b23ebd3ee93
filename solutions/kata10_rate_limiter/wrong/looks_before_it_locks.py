"""The clock is read before the lock is taken: who is late with it sets the time back, and it flows in twice."""
# expect: race in schedules

from threading import Lock
from time import monotonic, sleep


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._lock = Lock()
        self._tokens = float(burst)
        self._looked = monotonic()

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        deadline = None if timeout is None else monotonic() + timeout
        while wait := self._take(monotonic()):
            if deadline is not None and monotonic() + wait > deadline:
                return False
            sleep(wait)
        return True

    def _take(self, now: float) -> float:
        """Take a token and return 0, or return in how many seconds there will be one."""
        with self._lock:
            passed = max(0.0, now - self._looked)
            self._tokens = min(self._burst, self._tokens + passed * self._rate)
            self._looked = now
            if self._tokens >= 1:
                self._tokens -= 1
                return 0.0
            return (1 - self._tokens) / self._rate
