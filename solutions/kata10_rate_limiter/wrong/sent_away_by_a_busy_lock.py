"""With a time-out of 0 the lock is only tried: while others are looking, a caller is sent away."""
# expect: race in schedules

from math import ceil
from threading import Lock
from time import monotonic_ns, sleep

_SECOND = 1_000_000_000


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    __slots__ = ("_bucket", "_full_at", "_gate", "_slack", "_step")

    def __init__(self, rate: float, burst: int) -> None:
        self._step = ceil(_SECOND / rate)
        self._slack = self._step * (burst - 1)
        self._bucket = Lock()
        self._gate = Lock()
        self._full_at = monotonic_ns()

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        end = None if timeout is None else monotonic_ns() + int(timeout * _SECOND)
        if not self._gate.acquire(timeout=-1 if end is None else max(0, end - monotonic_ns()) / _SECOND):
            return False
        try:
            while due := self._take():
                if end is not None and due > end:
                    return False
                sleep(max(0, due - monotonic_ns()) / _SECOND)
            return True
        finally:
            self._gate.release()

    def _take(self) -> int:
        """Take a token and return 0, or return when there will be one."""
        with self._bucket:
            now = monotonic_ns()
            begin = max(self._full_at, now)
            if begin - self._slack > now:
                return begin - self._slack
            self._full_at = begin + self._step
            return 0
