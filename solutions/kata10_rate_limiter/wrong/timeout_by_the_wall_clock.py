"""The bucket keeps to the monotonic clock; the time-out does not, and ends early, or never."""
# expect: wrong in schedules

from threading import Condition
from time import monotonic, time


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._changed = Condition()
        self._tokens: float = burst
        self._filled_at = monotonic()

    def _fill(self) -> None:
        now = monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        with self._changed:
            deadline = float("inf") if timeout is None else time() + timeout
            self._fill()
            while self._tokens < 1:
                left = deadline - time()
                if left <= 0:
                    return False
                self._changed.wait(min(left, (1 - self._tokens) / self._rate))
                self._fill()
            self._tokens -= 1
            return True
