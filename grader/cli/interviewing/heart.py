"""What goes on beside the prompt: signs of life, the bell, news from the other terminal."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from grader.errors import GraderError
from grader.interview.clock import AMBER, RED

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from grader.interview.log import Moment
    from grader.interview.session import Session

_EVERY = 1.0
_BELLS = {
    AMBER: "10 minutes left.",
    RED: "3 minutes left.",
    0.0: "The time is over; what is checked now is late.",
}


class Heart:
    """A thread that beats once a second while a prompt is open.

    ``ring`` is told of the bells, ``news`` of each event that another process wrote.
    """

    def __init__(self, session: Session, ring: Callable[[str], None], news: Callable[[Moment], None]) -> None:
        self._session = session
        self._ring = ring
        self._news = news
        self._left: float | None = None
        self._known = session.material.log.newest(session.number)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def beat(self) -> None:
        """One sign of life, and what there is to say."""
        self._session.beat()
        left = self._session.time_left()
        before, self._left = self._left, left
        for at, text in _BELLS.items():
            if before is not None and left <= at < before:
                self._ring(text)
        if self._session.material.log.newest(self._session.number) > self._known:
            for moment in self._session.standing.moments:
                if moment.number > self._known:
                    self._known = moment.number
                    if moment.number not in self._session.own:
                        self._news(moment)

    def _run(self) -> None:
        while not self._end.wait(_EVERY):
            try:
                self.beat()
            except GraderError as error:  # a full disk, say: the prompt must know, and goes on
                self._ring(f"grader: {error}")
                return
