"""Nothing that a learner wrote is lost, and no state of the database costs a verdict."""

from __future__ import annotations

import multiprocessing
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.history import Entry, History, Kind, hints_seen, statuses
from grader.verdict import CheckResult, Report, StageResult, Verdict

if TYPE_CHECKING:
    from pathlib import Path

KATA = "kata01_lost_update"


def report(verdict: Verdict) -> Report:
    """A report whose stage found ``verdict``."""
    stages = (StageResult(stage="schedules", verdict=verdict),)
    return Report(kata=KATA, path="attempt.py", verdict=verdict, stages=stages, seconds=1.5)


@pytest.fixture
def warnings() -> list[str]:
    """What the history complained about."""
    return []


@pytest.fixture
def history(tmp_path: Path, warnings: list[str]) -> History:
    """A history in a directory of its own."""
    return History(tmp_path, warnings.append)


def test_keeps_source_and_verdict(history: History, warnings: list[str]) -> None:
    """A check can be read back, with the very bytes that were judged."""
    number = history.record(KATA, Kind.CHECK, source=b"x = 1\r\n\xff")
    history.judged(number, report(Verdict.RACE))
    (entry,) = history.entries(KATA)
    assert (entry.verdict, entry.stage, entry.seconds) == (Verdict.RACE, "schedules", 1.5)
    assert history.source(entry.number) == b"x = 1\r\n\xff"
    assert warnings == []


def test_keeps_the_figures_of_a_benchmark(history: History, warnings: list[str]) -> None:
    """What was measured comes back with the report; an entry that was not judged has none."""
    figures = {"measures": [{"busiest": 0.5}], "benchmark": {"version": "5", "benchmarks": []}}
    check = CheckResult(check="test_spread", sentence="Even.", verdict=Verdict.PASSED, figures=figures)
    stage = StageResult(stage="benchmark", verdict=Verdict.PASSED, checks=(check,))
    made = Report(kata=KATA, path="attempt.py", verdict=Verdict.PASSED, stages=(stage,))
    first, second = history.record(KATA, Kind.CHECK), history.record(KATA, Kind.CHECK)
    assert first is not None
    assert second is not None
    history.judged(first, made)
    kept = history.report(first)
    assert kept is not None
    assert msgspec.json.decode(kept, type=Report) == made
    assert history.report(second) is None
    assert not warnings


def test_keeps_the_source_of_a_check_that_was_killed(history: History) -> None:
    """The source is stored before it is judged."""
    history.record(KATA, Kind.CHECK, source=b"while True: pass")
    (entry,) = history.entries()
    assert entry.verdict is None
    assert history.source(entry.number) == b"while True: pass"


def test_reads_nothing_from_nothing(history: History, tmp_path: Path) -> None:
    """Looking at an empty history makes no file."""
    assert history.entries() == ()
    assert history.source(7) is None
    assert list(tmp_path.iterdir()) == []


def _write(root: Path, name: str) -> None:
    mine = History(root, pytest.fail)
    for turn in range(20):
        mine.judged(mine.record(name, Kind.CHECK, source=f"{name} {turn}".encode()), report(Verdict.RACE))


def test_many_graders_write_at_once(history: History, tmp_path: Path) -> None:
    """Graders that begin at the same moment, on no database yet, lose nothing."""
    context = multiprocessing.get_context("spawn")
    graders = [context.Process(target=_write, args=(tmp_path, f"kata0{n}_x")) for n in range(4)]
    for grader in graders:
        grader.start()
    for grader in graders:
        grader.join()
    assert [grader.exitcode for grader in graders] == [0] * 4
    entries = history.entries()
    assert len(entries) == 80
    assert all(entry.verdict is Verdict.RACE for entry in entries)


@pytest.mark.parametrize("content", [b"this is no database " * 200, b"SQLite format 3\0" + b"\xff" * 5000])
def test_corrupt_database_costs_a_warning(
    history: History, warnings: list[str], tmp_path: Path, content: bytes
) -> None:
    """A check goes on beside a broken database, and its source is kept as a file."""
    path = tmp_path / ".grader" / "history.sqlite3"
    path.parent.mkdir()
    path.write_bytes(content)
    number = history.record(KATA, Kind.CHECK, source=b"mine")
    history.judged(number, report(Verdict.PASSED))
    assert history.entries() == ()
    assert len(warnings) == 1
    assert str(path) in warnings[0]
    (saved,) = (path.parent / "saved").iterdir()
    assert saved.read_bytes() == b"mine"
    assert path.read_bytes() == content


def test_directory_that_cannot_be_made_costs_a_warning(
    history: History, warnings: list[str], tmp_path: Path
) -> None:
    """Where nothing can be written at all, that is said, and nothing raises."""
    (tmp_path / ".grader").write_text("in the way")
    assert history.record(KATA, Kind.CHECK, source=b"mine") is None
    assert history.entries() == ()
    assert len(warnings) == 1


def test_newer_database_is_left_alone(history: History, warnings: list[str], tmp_path: Path) -> None:
    """An older grader does not write into what it does not know."""
    history.record(KATA, Kind.START)
    with sqlite3.connect(tmp_path / ".grader" / "history.sqlite3") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    assert history.record(KATA, Kind.START) is None
    assert "newer grader" in warnings[0]


def test_backups_never_overwrite_each_other(history: History, tmp_path: Path) -> None:
    """Two resets in the same second keep two files."""
    kept = []
    for text in ("one", "two"):
        path = tmp_path / "attempt.py"
        path.write_text(text)
        kept.append(history.back_up(path, KATA))
        assert not path.exists()
    assert [path.read_text() for path in kept] == ["one", "two"]


def entry(kind: Kind, minute: int, verdict: Verdict | None = None) -> Entry:
    """An event, so many minutes into the day."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return Entry(minute, at, KATA, kind, "", "", verdict, "", 1.0)


def test_status_counts_whole_checks_of_the_attempt() -> None:
    """Other files, single stages and interrupted checks are no tries and no pass."""
    log = (
        entry(Kind.START, 0),
        entry(Kind.FILE, 1, Verdict.PASSED),
        entry(Kind.PART, 2, Verdict.PASSED),
        entry(Kind.CHECK, 3),
        entry(Kind.CHECK, 4, Verdict.RACE),
    )
    status = statuses(log)[KATA]
    assert (status.tries, status.passed, status.last, status.best) == (1, False, Verdict.RACE, None)


def test_best_time_is_from_start_to_first_pass() -> None:
    """Passing again without a new start is no faster solution."""
    log = (
        entry(Kind.START, 0),
        entry(Kind.CHECK, 30, Verdict.PASSED),
        entry(Kind.CHECK, 31, Verdict.PASSED),
        entry(Kind.RESET, 40),
        entry(Kind.BATCH, 52, Verdict.PASSED),
    )
    assert statuses(log)[KATA].best == 12 * 60


def test_brings_an_older_form_up_to_date(tmp_path: Path, history: History, warnings: list[str]) -> None:
    """What an earlier grader wrote is kept, and notes can be written from now on."""
    (tmp_path / ".grader").mkdir()
    with sqlite3.connect(tmp_path / ".grader" / "history.sqlite3") as database:
        database.executescript(
            "CREATE TABLE sources (sha TEXT PRIMARY KEY, source BLOB NOT NULL);"
            "CREATE TABLE events (id INTEGER PRIMARY KEY, at TEXT NOT NULL, kata TEXT NOT NULL,"
            " kind TEXT NOT NULL, path TEXT NOT NULL DEFAULT '', sha TEXT, verdict TEXT,"
            " stage TEXT, seconds REAL, report BLOB);"
            "INSERT INTO events (at, kata, kind) VALUES ('2026-01-01T00:00:00+00:00', 'kata01_x', 'hint');"
            "PRAGMA user_version = 1;"
        )
    database.close()
    history.record("kata01_x", Kind.HINT, note="3")
    assert [(entry.kind, entry.note) for entry in history.entries()] == [(Kind.HINT, ""), (Kind.HINT, "3")]
    assert hints_seen(history.entries()) == {1, 3}
    assert warnings == []


def test_a_report_comes_back(history: History) -> None:
    """What was judged can be shown again; a check that was interrupted has no report."""
    number = history.record(KATA, Kind.CHECK)
    assert number is not None
    assert history.judgement(number) is None
    history.judged(number, report(Verdict.RACE))
    assert history.judgement(number) == report(Verdict.RACE)
