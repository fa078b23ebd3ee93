"""A file is judged at each save, one judgement at a time, and the newest one counts."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from grader.errors import KataError, Stopped
from grader.verdict import Report, Verdict
from grader.watch import Bench, Event, Judged, Lookout, Saved

if TYPE_CHECKING:
    from pathlib import Path

LONG = 60.0  # far beyond what is waited for
REPORT = Report(kata="kata01_x", path="attempt.py", verdict=Verdict.PASSED, stages=())


@pytest.fixture
def events() -> SimpleQueue[Event]:
    """What happens."""
    return SimpleQueue()


def until(events: SimpleQueue[Event], source: bytes | None) -> None:
    """Wait for the event that says that the file holds ``source``; an editor may make others before."""
    while True:
        event = events.get(timeout=LONG)
        if isinstance(event, Saved) and event.source == source:
            return


def test_saves_are_told(tmp_path: Path, events: SimpleQueue[Event]) -> None:
    """A write, a new file in the old one's place, and that it is gone; a neighbour is not told of."""
    path = tmp_path / "attempt.py"
    path.write_bytes(b"x = 1\n")
    with Lookout(path, events):
        (tmp_path / "other.py").write_bytes(b"y = 1\n")
        path.write_bytes(b"x = 2\n")
        until(events, b"x = 2\n")
        new = tmp_path / ".attempt.py.swp"
        new.write_bytes(b"x = 3\n")
        new.replace(path)
        until(events, b"x = 3\n")
        path.unlink()
        until(events, None)
    assert all(isinstance(event, Saved) and event.path == path for event in _rest(events))


def _rest(events: SimpleQueue[Event]) -> list[Event]:
    found = []
    while not events.empty():
        found.append(events.get())
    return found


def test_what_changed_before_the_watching_began_is_told(tmp_path: Path, events: SimpleQueue[Event]) -> None:
    """No save falls between the first look and the beginning."""
    path = tmp_path / "attempt.py"
    path.write_bytes(b"x = 1\n")
    lookout = Lookout(path, events)
    path.write_bytes(b"x = 2\n")
    with lookout:
        until(events, b"x = 2\n")


def test_the_next_one_calls_off_what_runs(events: SimpleQueue[Event]) -> None:
    """The second begins when the first has ended, and the first says nothing."""
    order: list[str] = []
    runs = threading.Event()

    def first(stop: threading.Event) -> Report:
        runs.set()
        stop.wait(LONG)
        order.append("first ended")
        raise Stopped

    def second(_: threading.Event) -> Report:
        order.append("second began")
        return REPORT

    with Bench(events) as bench:
        bench.begin(first)
        runs.wait(LONG)
        turn = bench.begin(second)
        event = events.get(timeout=LONG)
    assert order == ["first ended", "second began"]
    assert event == Judged(turn, REPORT)
    assert events.empty()


def test_what_goes_wrong_is_told(events: SimpleQueue[Event]) -> None:
    """Whoever waits for the end of a judgement hears of it, whatever it is."""

    def malformed(_: threading.Event) -> Report:
        raise KataError("kata.toml: missing")

    def broken(_: threading.Event) -> Report:
        raise ZeroDivisionError

    with Bench(events) as bench:
        for work, kind in ((malformed, KataError), (broken, ZeroDivisionError)):
            bench.begin(work)
            event = events.get(timeout=LONG)
            assert isinstance(event, Judged)
            assert event.report is None
            assert isinstance(event.error, kind)


def test_leaving_ends_what_runs(events: SimpleQueue[Event]) -> None:
    """Nothing is judged any more once the bench is left."""
    ended = threading.Event()

    def work(stop: threading.Event) -> Report:
        stop.wait(LONG)
        ended.set()
        raise Stopped

    with Bench(events) as bench:
        bench.begin(work)
    assert ended.is_set() or events.empty()
    assert events.empty()
