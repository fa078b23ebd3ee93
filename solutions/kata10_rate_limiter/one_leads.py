"""One of those who wait watches the clock, the others wait for him: nobody is woken up for nothing.

Whoever leaves, with a token or without, wakes up one of the others, who looks whether there is a token
and, if nobody else watches the clock just then, does so himself.
"""

from threading import Condition
from time import monotonic


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._changed = Condition()
        self._watched = False
        self._tokens = float(burst)
        self._filled_at = monotonic()

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        deadline = None if timeout is None else monotonic() + timeout
        with self._changed:
            try:
                while (due := self._take()) > 0:
                    left = None if deadline is None else deadline - monotonic()
                    if left is not None and left <= 0:
                        return False
                    self._wait(left, due)
                return True
            finally:
                self._changed.notify()

    def _wait(self, left: float | None, due: float) -> None:
        if self._watched:
            self._changed.wait(left)
            return
        self._watched = True
        try:
            self._changed.wait(due if left is None else min(left, due))
        finally:
            self._watched = False

    def _take(self) -> float:
        """Take a token and return 0, or return in how many seconds there will be one."""
        now = monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens < 1:
            return (1 - self._tokens) / self._rate
        self._tokens -= 1
        return 0.0
