"""Who is inside a stub right now: the counter, and the rendezvous that proves an overlap.

A rendezvous lets nobody leave until enough callers are inside, so a right answer meets on any machine,
however slow, and a serial one never does: no clock decides, only the patience of the time-out.
"""

from __future__ import annotations

import threading
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class InFlight:
    """Counts the callers inside a ``with`` block, thread-safe; every figure may be read at any time.

    >>> inside = InFlight()
    >>> with inside:
    ...     inside.now
    1
    >>> inside.now, inside.peak, inside.entered
    (0, 1, 1)
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._threads: set[int] = set()
        self._peak = 0
        self._entered = 0

    def __enter__(self) -> Self:
        with self._changed:
            me = threading.get_native_id()
            self._inside[me] += 1
            self._threads.add(me)
            self._entered += 1
            self._peak = max(self._peak, self._inside.total())
            self._changed.notify_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            me = threading.get_native_id()
            self._inside[me] -= 1
            if not self._inside[me]:
                del self._inside[me]
            self._changed.notify_all()

    @property
    def now(self) -> int:
        """How many are inside."""
        with self._changed:
            return self._inside.total()

    @property
    def peak(self) -> int:
        """The most that ever were inside at once."""
        with self._changed:
            return self._peak

    @property
    def entered(self) -> int:
        """How many calls began in all."""
        with self._changed:
            return self._entered

    @property
    def threads(self) -> frozenset[int]:
        """Native ids of all threads that were ever inside."""
        with self._changed:
            return frozenset(self._threads)

    def wait_for(self, count: int, timeout: float) -> bool:
        """Whether ``count`` callers are inside together before ``timeout`` seconds are over."""
        with self._changed:
            return self._changed.wait_for(lambda: self._inside.total() >= count, timeout)


class Rendezvous:
    """Holds each caller until ``parties`` are inside at once; then, and ever after, lets all through.

    ``with rendezvous as met:`` waits at the door; ``met`` is False where the ``timeout`` of the first
    arrival was over before enough had come. One failure opens the door for good: a serial answer pays
    the time-out once, not once a call. ``linger`` holds the parties for that long after they met, so
    that a caller too many shows in ``peak``.

    >>> alone = Rendezvous(parties=2, timeout=0.01)
    >>> with alone as met:
    ...     met
    False
    >>> alone.met, alone.peak
    (False, 1)
    """

    def __init__(self, parties: int, timeout: float, linger: float = 0.0) -> None:
        self.parties = parties
        self._timeout = timeout
        self._linger = linger
        self._inside = InFlight()
        self._opened = threading.Condition()
        self._deadline: float | None = None
        self._met = False
        self._failed = False

    def __enter__(self) -> bool:
        self._inside.__enter__()
        with self._opened:
            if self._met or self._failed:
                self._opened.notify_all()  # one more inside than parties: no need to linger on
                return self._met
            if self._deadline is None:
                self._deadline = monotonic() + self._timeout
            if self._inside.now >= self.parties:
                self._met = True
                self._opened.notify_all()
            else:
                patience = max(0.0, self._deadline - monotonic())
                self._opened.wait_for(lambda: self._met or self._failed, patience)
                self._failed = not self._met
                self._opened.notify_all()
            if self._met and self._linger:
                self._opened.wait_for(lambda: self._inside.peak > self.parties, self._linger)
            return self._met

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._inside.__exit__(kind, error, trace)

    @property
    def met(self) -> bool:
        """Whether ``parties`` callers were inside at once."""
        with self._opened:
            return self._met

    @property
    def peak(self) -> int:
        """The most that ever were inside at once, before and after the meeting."""
        return self._inside.peak

    @property
    def entered(self) -> int:
        """How many calls began in all."""
        return self._inside.entered

    @property
    def threads(self) -> frozenset[int]:
        """Native ids of all threads that were ever inside."""
        return self._inside.threads
