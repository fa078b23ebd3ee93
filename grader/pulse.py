"""Whether we were stopped meanwhile: by a suspended laptop, by Ctrl-Z, by a debugger.

Time-outs that went by while nobody could run say nothing about a submission, in whichever process.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Whoever watches a worker looks many times a second; a machine under load does not keep it off so long.
_LONGEST_GAP = 2.0
_WITH_SLEEP = getattr(time, "CLOCK_BOOTTIME", None)  # Linux: the monotonic clock stands still in a suspend


class Pulse:
    """Asks ``stopped`` on behalf of who watches, and notices when nobody asked for long."""

    def __init__(self, stopped: Callable[[], bool], clock: Callable[[], float] | None = None) -> None:
        self._stopped = stopped
        self._clock = clock or _now
        self._last: float | None = None
        self.missed = False

    def begin(self) -> None:
        """From here on; the first question begins the count."""
        self._last, self.missed = None, False

    def __call__(self) -> bool:
        """Pass the question on."""
        now = self._clock()
        if self._last is not None and now - self._last > _LONGEST_GAP:
            self.missed = True
        self._last = now
        return self._stopped()


def _now() -> float:
    return time.monotonic() if _WITH_SLEEP is None else time.clock_gettime(_WITH_SLEEP)
