"""The record: what was given is kept, one session is open at a time, several processes write."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from grader.errors import InternalError, UsageError
from grader.interview.events import Began, Finished, Mark, Noted, Saved, Scored
from grader.interview.log import Log

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
PLAN = Began(minutes=45, level=3, seed=1, items=())


def test_events_come_back(tmp_path: Path) -> None:
    """Events, their time and their source are read as they were written."""
    log = Log(tmp_path)
    number = log.begin(PLAN, at=NOW)
    log.append(number, Noted("ü", private=True), at=NOW, used=1.5)
    log.append(number, Saved("kata01_x"), at=NOW, used=2.5, source=b"x = 1\r\n\xff")
    log.append(number, Scored("p", Mark.PARTLY, "candidate"), at=NOW, used=3.0)
    began, noted, saved, scored = log.moments(number)
    assert (began.event, noted.event, noted.used, noted.at) == (PLAN, Noted("ü", private=True), 1.5, NOW)
    assert log.source(saved.sha) == b"x = 1\r\n\xff"
    assert scored.event == Scored("p", Mark.PARTLY, "candidate")
    assert log.moments(number, saved.number) == (scored,)
    assert log.last_beat(number).used == 3.0


def test_one_session_is_open(tmp_path: Path) -> None:
    """A second one begins when the first is finished; finishing is one step with its event."""
    log = Log(tmp_path)
    first = log.begin(PLAN, at=NOW)
    with pytest.raises(UsageError, match="still open"):
        log.begin(PLAN, at=NOW)
    assert log.open_session() == first
    log.append(first, Finished(), at=NOW, used=9.0)
    assert log.open_session() is None
    assert log.begin(PLAN, at=NOW) == first + 1
    assert log.sessions() == (first, first + 1)


def test_time_used_never_shrinks(tmp_path: Path) -> None:
    """A late sign of life of another process takes nothing back."""
    log = Log(tmp_path)
    number = log.begin(PLAN, at=NOW)
    log.beat(number, at=NOW, used=100.0)
    log.beat(number, at=NOW, used=40.0)
    assert log.last_beat(number).used == 100.0


def test_unknown_session(tmp_path: Path) -> None:
    """Asking for none that exists says how to see those that do."""
    with pytest.raises(UsageError, match="interview list"):
        Log(tmp_path).last_beat(7)


def test_broken_database_stops_the_interview(tmp_path: Path) -> None:
    """What cannot be kept must not go on as if it were; the message says what to do."""
    (tmp_path / "interviews.sqlite3").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(InternalError, match="cannot be kept"):
        Log(tmp_path).begin(PLAN, at=NOW)


def write_many(path: Path, name: str) -> None:
    """Twenty notes, from a process of its own."""
    for index in range(20):
        Log(path).append(1, Noted(f"{name}{index}"), at=NOW, used=float(index))


def test_several_processes_write(tmp_path: Path) -> None:
    """No event is lost when four processes write at once."""
    log = Log(tmp_path)
    log.begin(PLAN, at=NOW)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(tmp_path, name)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    texts = [m.event.text for m in log.moments(1) if isinstance(m.event, Noted)]
    assert sorted(texts) == sorted(f"{name}{index}" for name in "abcd" for index in range(20))
