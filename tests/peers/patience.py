"""Ends what hangs in the main thread, where no scheduler watches it."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 5.0


class Hung(Exception):
    """Raised in what has hung."""


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Raise ``Hung`` in the main thread if the body is not done after some seconds."""

    def give_up(*_: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
