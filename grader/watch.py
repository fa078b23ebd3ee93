"""A file that is judged anew at each save: one queue of events for whoever shows what happens.

A `Lookout` tells of each change to one file; a `Bench` judges one thing at a time, and what is begun
calls off what still runs. Both work in threads of their own and put into the queue that they are given.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from grader.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from queue import SimpleQueue

    from grader.verdict import Report

    type Events = SimpleQueue[Event]

# An editor makes several changes for one save: what follows within so many milliseconds is the same one.
_STEP, _DEBOUNCE = 15, 200


@dataclass(frozen=True)
class Saved:
    """The file holds something else now; None: it is gone."""

    path: Path
    source: bytes | None


@dataclass(frozen=True)
class Judged:
    """The judgement number ``turn`` ended: with a report, or with what kept it from one."""

    turn: int
    report: Report | None
    error: Exception | None = None


@dataclass(frozen=True)
class Pressed:
    """A key, or the first letter of a line; empty: there will be no more."""

    key: str


type Event = Saved | Judged | Pressed


class Lookout:
    """Watches the file at ``path``; the directory, in truth, since editors put new files in its place."""

    def __init__(self, path: Path, events: Events) -> None:
        self._path = path
        self._events = events
        self._stop = threading.Event()
        self._last = read(path)
        self._thread = threading.Thread(target=self._watch, name="lookout", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        from watchfiles import watch  # noqa: PLC0415  slow to load, and loaded beside the first check

        changes = watch(
            self._path.parent,
            watch_filter=lambda _, name: name.endswith(self._path.name),
            recursive=False,
            step=_STEP,
            debounce=_DEBOUNCE,
            rust_timeout=200,  # how long a stop may take
            yield_on_timeout=True,  # what changed before the watching began is found at the first look
            stop_event=self._stop,
            raise_interrupt=False,
        )
        for _ in changes:
            source = read(self._path)
            if source != self._last:
                self._last = source
                self._events.put(Saved(self._path, source))


class Bench:
    """Judges in a thread; beginning anew, or leaving, calls off what runs and waits for its end."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.turn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.call_off()
        if self._thread is not None:
            self._thread.join()

    def begin(self, work: Callable[[threading.Event], Report]) -> int:
        """Do ``work``, which looks at the event that it is given; the number of this turn."""
        self.call_off()
        self.turn += 1
        self._stop = threading.Event()
        arguments = (work, self._stop, self.turn, self._thread)
        self._thread = threading.Thread(target=self._do, args=arguments, name="bench", daemon=True)
        self._thread.start()
        return self.turn

    def call_off(self) -> None:
        """End what runs, soon."""
        self._stop.set()

    def _do(
        self,
        work: Callable[[threading.Event], Report],
        stop: threading.Event,
        turn: int,
        before: threading.Thread | None,
    ) -> None:
        if before is not None:
            before.join()
        if stop.is_set():
            return
        try:
            self._events.put(Judged(turn, work(stop)))
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001  whatever it is, whoever waits for the end must hear of it
            self._events.put(Judged(turn, None, error))


def read(path: Path) -> bytes | None:
    """What is in the file now; None where there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return None
