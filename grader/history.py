"""What a learner did: every check with the very source it judged, in ``.grader/history.sqlite3``.

The database is a log that only grows; status, counts of hints and the kata last worked on are read
from it. Any number of graders write at once (WAL). A database that cannot be read or written costs a
warning and the record, never a verdict; the source that it could not take is saved beside it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from grader.verdict import Report, Verdict
from grader.whole import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BUSY_SECONDS = 20.0
_VERSION = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (sha TEXT PRIMARY KEY, source BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kata TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL DEFAULT '',
    sha TEXT REFERENCES sources,
    verdict TEXT,
    stage TEXT,
    seconds REAL,
    report BLOB,
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS events_by_kata ON events (kata, id);
"""
_FROM_1_TO_2 = "ALTER TABLE events ADD COLUMN note TEXT NOT NULL DEFAULT ''"


class Kind(StrEnum):
    """What happened. Only `CHECK` and `BATCH` judge the whole attempt and count for its status."""

    START = "start"
    CHECK = "check"
    BATCH = "batch"  # one of `check --all`: does not make the kata the one last worked on
    PART = "part"  # of the attempt, one stage alone
    FILE = "file"  # of a file that is not the attempt
    HINT = "hint"
    SOLUTION = "solution"
    RESET = "reset"
    RESTORE = "restore"  # of an earlier source; keeps the one that it took the place of
    PLAY = "play"


@dataclass(frozen=True)
class Entry:
    """One event of the log; a check without a verdict was interrupted.

    ``note`` says which: the number of a hint, the schedule that was played.
    """

    number: int
    at: datetime
    kata: str
    kind: Kind
    path: str
    sha: str
    verdict: Verdict | None
    stage: str
    seconds: float
    note: str = ""


@dataclass(frozen=True)
class Status:
    """Where a learner stands with a kata; ``best`` is the shortest time from start to pass, in seconds."""

    tries: int = 0
    last: Verdict | None = None
    passed: bool = False
    gave_up: bool = False
    best: float | None = None


class History:
    """The log of one checkout."""

    def __init__(self, root: Path, warn: Callable[[str], None]) -> None:
        self._directory = root / ".grader"
        self._path = self._directory / "history.sqlite3"
        self._warn = warn
        self._warned = False

    def record(
        self,
        kata: str,
        kind: Kind,
        *,
        path: Path | None = None,
        source: bytes | None = None,
        note: str = "",
    ) -> int | None:
        """Add an event, before what it stands for is done; its number, or None where that failed.

        A check that is killed has kept its source all the same.
        """
        sha = hashlib.sha256(source).hexdigest() if source is not None else None
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        try:
            with self._writing() as database:
                if source is not None:
                    database.execute("INSERT OR IGNORE INTO sources VALUES (?, ?)", (sha, source))
                added = database.execute(
                    "INSERT INTO events (at, kata, kind, path, sha, note) VALUES (?, ?, ?, ?, ?, ?)",
                    (now, kata, kind.value, _as_text(path), sha, note),
                )
        except (sqlite3.Error, OSError) as error:
            saved = self._save(f"{kata}-{sha}.py", source) if source is not None else None
            self._complain(error, f"; the source is kept in {saved}" if saved else "")
            return None
        return added.lastrowid

    def judged(self, number: int | None, report: Report) -> None:
        """Add to event ``number`` what the judge found; nothing to add to where `record` failed."""
        if number is None:
            return
        deciding = report.deciding
        stage = deciding.stage if deciding else None
        try:
            with self._writing() as database:
                database.execute(
                    "UPDATE events SET verdict = ?, stage = ?, seconds = ?, report = ? WHERE id = ?",
                    (report.verdict.value, stage, report.seconds, msgspec.json.encode(report), number),
                )
        except (sqlite3.Error, OSError) as error:
            self._complain(error, "")

    def entries(self, kata: str | None = None) -> tuple[Entry, ...]:
        """The log, oldest first; of one kata, or of all."""
        rows = self._read(
            "SELECT id, at, kata, kind, path, coalesce(sha, ''), verdict, coalesce(stage, ''),"
            " coalesce(seconds, 0.0), note FROM events WHERE ? IS NULL OR kata = ? ORDER BY id",
            (kata, kata),
        )
        return tuple(
            Entry(
                number=row[0],
                at=datetime.fromisoformat(row[1]),
                kata=row[2],
                kind=Kind(row[3]),
                path=row[4],
                sha=row[5],
                verdict=Verdict(row[6]) if row[6] else None,
                stage=row[7],
                seconds=row[8],
                note=row[9],
            )
            for row in rows
        )

    def source(self, number: int) -> bytes | None:
        """The source that event ``number`` kept."""
        rows = self._read("SELECT source FROM events JOIN sources USING (sha) WHERE id = ?", (number,))
        return rows[0][0] if rows else None

    def report(self, number: int) -> str | None:
        """The report of event ``number`` as JSON, with the figures that were measured."""
        found = self._report(number)
        return msgspec.json.format(found, indent=2).decode() if found is not None else None

    def judgement(self, number: int) -> Report | None:
        """The report of event ``number``; none where an earlier grader wrote another form."""
        found = self._report(number)
        try:
            return msgspec.json.decode(found, type=Report) if found is not None else None
        except msgspec.DecodeError:
            return None

    def _report(self, number: int) -> bytes | None:
        rows = self._read("SELECT report FROM events WHERE id = ? AND report IS NOT NULL", (number,))
        return rows[0][0] if rows else None

    def back_up(self, path: Path, kata: str) -> Path:
        """Move the file at ``path`` to a name of its own among the backups, whatever state the log is in.

        Raises:
            OSError: it could not be moved, and stands where it stood.
        """
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        directory = self._directory / "backups"
        directory.mkdir(parents=True, exist_ok=True)
        target = directory / f"{kata}-{stamp}-{time.monotonic_ns() % 1_000_000:06}.py"
        path.rename(target)
        return target

    def _save(self, name: str, source: bytes) -> Path | None:
        """Keep ``source`` as a plain file, for when the database takes nothing."""
        path = self._directory / "saved" / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, source)
        except FileExistsError:  # the digest is part of the name: it is this very source
            return path
        except OSError:
            return None
        return path

    def _read(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        try:
            with closing(self._connect()) as database:
                return database.execute(query, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            self._complain(error, "")
            return []

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._directory.mkdir(exist_ok=True)
        with closing(self._connect()) as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")  # closing without it rolls back

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, autocommit=True)
        try:
            self._prepare(database)
        except BaseException:
            database.close()
            raise
        return database

    @staticmethod
    def _prepare(database: sqlite3.Connection) -> None:
        """Make the tables and switch to WAL, once in the life of the file; bring an older form up to ours."""
        version = _form(database)
        if version > _VERSION:
            raise sqlite3.DatabaseError(f"it was written by a newer grader (form {version})")
        if version == _VERSION:
            return
        _switch_to_wal(database)
        database.execute("BEGIN IMMEDIATE")
        if _form(database) == 1:  # asked again: another grader may have been quicker
            database.execute(_FROM_1_TO_2)
        for statement in _SCHEMA.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")
        database.execute("COMMIT")

    def _complain(self, error: Exception, saved: str) -> None:
        """Say once that the history is out of order."""
        if self._warned:
            return
        self._warned = True
        self._warn(f"{self._path}: {error}; this is not recorded{saved}. {_advice(error, self._directory)}")


def _as_text(path: Path | None) -> str:
    """``path`` as a database can hold it: one whose name is no UTF-8 has signs in place of letters."""
    return os.fsencode(path).decode(errors="replace") if path is not None else ""


def _advice(error: Exception, directory: Path) -> str:
    """What to do about a history that takes nothing."""
    name = getattr(error, "sqlite_errorname", "")
    number = error.errno if isinstance(error, OSError) else None
    if name == "SQLITE_FULL" or number in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full: free some space, then check again."
    if name.startswith("SQLITE_IOERR"):
        return f"See that the disk of {directory} has space and is in order, then check again."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) or number is not None:
        return f"Make {directory} a directory that can be written, then check again."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another program holds it: end that one, then check again."
    return "Move the file away and the next check begins a new one."


def _form(database: sqlite3.Connection) -> int:
    form: int = database.execute("PRAGMA user_version").fetchone()[0]
    return form


def _switch_to_wal(database: sqlite3.Connection) -> None:
    """The switch ignores the busy time-out when another grader makes it at the same moment."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def hints_seen(entries: tuple[Entry, ...]) -> set[int]:
    """The numbers of the hints of one kata that its ``entries`` say were shown."""
    seen: set[int] = set()
    for entry in entries:
        if entry.kind is Kind.HINT:
            seen.add(int(entry.note) if entry.note.isdecimal() else len(seen) + 1)
    return seen


def statuses(entries: tuple[Entry, ...]) -> dict[str, Status]:
    """Where the learner stands with each kata that the log mentions."""
    found: dict[str, Status] = {}
    began: dict[str, datetime] = {}
    for entry in entries:
        status = found.get(entry.kata, Status())
        if entry.kind in {Kind.START, Kind.RESET}:
            began[entry.kata] = entry.at
        elif entry.kind is Kind.SOLUTION:
            status = replace(status, gave_up=status.gave_up or not status.passed)
        elif entry.kind in {Kind.CHECK, Kind.BATCH} and entry.verdict is not None:
            status = replace(status, tries=status.tries + 1, last=entry.verdict)
            if entry.verdict is Verdict.PASSED:
                status = _passed(status, began.pop(entry.kata, None), entry.at)
        found[entry.kata] = status
    return found


def _passed(status: Status, began: datetime | None, at: datetime) -> Status:
    # a clock that was set back meanwhile says nothing of the time taken
    took = [] if began is None or at < began else [(at - began).total_seconds()]
    known = [] if status.best is None else [status.best]
    return replace(status, passed=True, best=min(took + known, default=None))
