"""The record of all interviews, in ``.grader/interviews.sqlite3``: events, each with its source.

What `append` was given is on the disk when it returns, whatever is killed or unplugged afterwards.
Several processes may write at once: the candidate's prompt, the interviewer's, a `grader check`
beside them.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import InternalError, UsageError
from grader.interview.events import Event, Finished

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUSY_SECONDS = 20.0
_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (sha TEXT PRIMARY KEY, source BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    used REAL NOT NULL DEFAULT 0,
    beat TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL REFERENCES sessions,
    at TEXT NOT NULL,
    used REAL NOT NULL,
    event BLOB NOT NULL,
    sha TEXT REFERENCES sources
);
CREATE INDEX IF NOT EXISTS events_by_session ON events (session, id);
"""


@dataclass(frozen=True)
class Moment:
    """One event: when by the calendar, and after how many seconds of the session."""

    number: int
    at: datetime
    used: float
    event: Event
    sha: str


@dataclass(frozen=True)
class Beat:
    """The last sign of life of a session: the seconds used then."""

    used: float
    at: datetime


class Log:
    """The record of one checkout."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._path = directory / "interviews.sqlite3"

    def begin(self, event: Event, *, at: datetime) -> int:
        """A new session, whose first event is ``event``; its number.

        Raises:
            UsageError: another one is open.
        """
        with self._writing() as database:
            rows = database.execute("SELECT id FROM sessions WHERE ended = 0").fetchall()
            if rows:
                raise UsageError(
                    f"interview {rows[0][0]} is still open; `grader interview resume` goes on with it, "
                    "`grader interview finish` ends it"
                )
            added = database.execute("INSERT INTO sessions (beat) VALUES (?)", (_stamp(at),))
            number = added.lastrowid or 0
            _add(database, number, event, (_stamp(at), 0.0), None)
        return number

    def append(
        self, session: int, event: Event, *, at: datetime, used: float, source: bytes | None = None
    ) -> int:
        """Add an event; its number. It is kept for good when this returns."""
        with self._writing() as database:
            number = _add(database, session, event, (_stamp(at), used), source)
            _beat(database, session, at=at, used=used)
            if isinstance(event, Finished):
                database.execute("UPDATE sessions SET ended = 1 WHERE id = ?", (session,))
        return number

    def beat(self, session: int, *, at: datetime, used: float) -> None:
        """The session lives, and has used so much."""
        with self._writing() as database:
            _beat(database, session, at=at, used=used)

    def last_beat(self, session: int) -> Beat:
        """How much was used when the session last gave a sign of life.

        Raises:
            UsageError: there is no such session.
        """
        rows = self._read("SELECT used, beat FROM sessions WHERE id = ?", (session,))
        if not rows:
            raise UsageError(f"there is no interview {session}; `grader interview list` shows them")
        return Beat(rows[0][0], datetime.fromisoformat(rows[0][1]))

    def moments(self, session: int, after: int = 0) -> tuple[Moment, ...]:
        """All that happened in a session after event ``after``, in order."""
        rows = self._read(
            "SELECT id, at, used, event, coalesce(sha, '') FROM events"
            " WHERE session = ? AND id > ? ORDER BY id",
            (session, after),
        )
        try:
            return tuple(
                Moment(row[0], datetime.fromisoformat(row[1]), row[2], _decode(row[3]), row[4])
                for row in rows
            )
        except msgspec.ValidationError as error:
            raise InternalError(
                f"{self._path}: an event of interview {session} is malformed: {error}"
            ) from error

    def newest(self, session: int) -> int:
        """The number of the session's newest event; 0 before the first."""
        rows = self._read("SELECT id FROM events WHERE session = ? ORDER BY id DESC LIMIT 1", (session,))
        return rows[0][0] if rows else 0

    def source(self, sha: str) -> bytes:
        """The source that an event kept."""
        rows = self._read("SELECT source FROM sources WHERE sha = ?", (sha,))
        return rows[0][0] if rows else b""

    def sessions(self) -> tuple[int, ...]:
        """The numbers of all sessions, oldest first."""
        rows = self._read("SELECT id FROM sessions ORDER BY id", ())
        return tuple(row[0] for row in rows)

    def open_session(self) -> int | None:
        """The session that is not finished, or None."""
        rows = self._read("SELECT id FROM sessions WHERE ended = 0", ())
        return rows[0][0] if rows else None

    def _read(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        with self._told(), closing(self._connect()) as database:
            return database.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            self.directory.mkdir(exist_ok=True)
            with closing(self._connect()) as database:
                database.execute("BEGIN IMMEDIATE")
                yield database
                database.execute("COMMIT")  # closing without it rolls back

    @contextmanager
    def _told(self) -> Iterator[None]:
        """An interview that cannot be kept must not go on as if it were."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise InternalError(
                f"{self._path}: {error}; the interview cannot be kept. Free some space or move the file "
                "away, then `grader interview resume`"
            ) from error

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, autocommit=True)
        try:
            database.execute("PRAGMA synchronous = FULL")  # a commit survives a power cut
            _prepare(database)
        except BaseException:
            database.close()
            raise
        return database


def _prepare(database: sqlite3.Connection) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > _VERSION:
        raise sqlite3.DatabaseError(f"it was written by a newer grader (form {version})")
    if version == _VERSION:
        return
    database.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA.split(";"):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {_VERSION}")
    database.execute("COMMIT")


def _add(
    database: sqlite3.Connection, session: int, event: Event, stamp: tuple[str, float], source: bytes | None
) -> int:
    sha = hashlib.sha256(source).hexdigest() if source is not None else None
    if source is not None:
        database.execute("INSERT OR IGNORE INTO sources VALUES (?, ?)", (sha, source))
    added = database.execute(
        "INSERT INTO events (session, at, used, event, sha) VALUES (?, ?, ?, ?, ?)",
        (session, *stamp, msgspec.json.encode(event), sha),
    )
    return added.lastrowid or 0


def _beat(database: sqlite3.Connection, session: int, *, at: datetime, used: float) -> None:
    database.execute(
        "UPDATE sessions SET used = max(used, ?), beat = ? WHERE id = ?", (used, _stamp(at), session)
    )


def _decode(data: bytes) -> Event:
    event: Event = msgspec.json.decode(data, type=Event)
    return event


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
