"""One waits for the clock, the others for him; if his time is up, he leaves and tells nobody."""
# expect: deadlock in schedules

from threading import Condition
from time import monotonic


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._changed = Condition()
        self._tokens: float = burst
        self._filled_at = monotonic()
        self._led = False

    def _fill(self) -> None:
        now = monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        with self._changed:
            deadline = float("inf") if timeout is None else monotonic() + timeout
            self._fill()
            while self._tokens < 1:
                left = deadline - monotonic()
                if left <= 0:
                    return False
                if self._led:
                    self._changed.wait(None if timeout is None else left)
                else:
                    self._led = True
                    self._changed.wait(min(left, (1 - self._tokens) / self._rate))
                    self._led = False
                self._fill()
            self._tokens -= 1
            self._changed.notify()
            return True
