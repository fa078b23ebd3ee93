"""The time-out begins anew whenever another caller was quicker with the token that was waited for."""
# expect: race in schedules

from threading import Condition
from time import monotonic


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._bucket = Condition()
        self._tokens = float(burst)
        self._looked = monotonic()

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        with self._bucket:
            self._flow_in()
            while self._tokens < 1:
                due = (1 - self._tokens) / self._rate
                if timeout is not None and due > timeout:
                    return False
                self._bucket.wait(due)
                self._flow_in()
            self._tokens -= 1
            return True

    def _flow_in(self) -> None:
        now = monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._looked) * self._rate)
        self._looked = now
