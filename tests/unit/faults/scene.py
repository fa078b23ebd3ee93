"""A checkout in a place of its own, the grader in it as a whole process, and what is left of it."""

# ruff: noqa: S603  what is run is the grader

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.history import History
from grader.kata import Catalogue, Kata
from grader.scaffold import Facts, scaffold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GRADER = (sys.executable, "-m", "grader")
LONG = 180.0  # far beyond what is waited for: only a broken grader takes so long
_TAG = "FAULTS_SCENE"
_DROPPED = frozenset({"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LC_ALL", "LANG", "GRADER_PLAIN"})
# Threads and a process, so that what is killed is a tree and what is begun takes a while.
BUSY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(600)"])
time.sleep(0.3)
child.kill()
child.wait()
"""


@dataclass(frozen=True)
class Scene:
    """A checkout with one small kata, and a directory for temporary files that only it uses."""

    root: Path
    temporary: Path
    kata: Kata

    @classmethod
    def make(cls, directory: Path) -> Scene:
        """Make one at a path with blanks and letters beyond ASCII."""
        root, temporary = directory / "mes katas ü", directory / "t"
        for tree in ("katas", "solutions", "tests/katas"):
            (root / tree).mkdir(parents=True)
        temporary.mkdir()
        kata, _ = scaffold(Catalogue(root), Facts("tickets", title="Tickets «1»", kind="threads"))
        return cls(root, temporary, kata)

    @property
    def database(self) -> Path:
        """Where the history is."""
        return self.root / ".grader" / "history.sqlite3"

    @property
    def history(self) -> History:
        """The history, which must have nothing to complain about."""
        return History(self.root, _complained)

    def environment(self, **more: str) -> dict[str, str]:
        """Ours, its temporary files in a place of their own, and a tag that every process of it carries."""
        kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
        return kept | {"TMPDIR": str(self.temporary), _TAG: str(self.temporary)} | more

    def start(self, *arguments: str, python: Sequence[str] = GRADER, **more: str) -> subprocess.Popen[bytes]:
        """Begin a command; what it says goes to a pipe."""
        return subprocess.Popen(
            [*python, *arguments],
            cwd=self.root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment(**more),
            start_new_session=True,
        )

    def run(self, *arguments: str, python: Sequence[str] = GRADER, **more: str) -> tuple[int, str]:
        """A command to its end: the exit code, and what it said."""
        with self.start(*arguments, python=python, **more) as grader:
            said, _ = grader.communicate(timeout=LONG)
        return grader.returncode, said.decode(errors="replace")

    def write(self, text: str) -> None:
        """Save the attempt as an editor does: whole."""
        fresh = self.kata.attempt.with_suffix(".saved")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.kata.attempt)

    def processes(self) -> dict[int, str]:
        """Every process that belongs here: with the tag in its environment or our directory in its call."""
        found = {}
        tag, place = f"{_TAG}={self.temporary}".encode(), str(self.temporary).encode()
        for pid in (int(name) for name in os.listdir("/proc") if name.isdecimal()):  # noqa: PTH208  a glob is no quicker
            with contextlib.suppress(OSError):
                call = Path(f"/proc/{pid}/cmdline").read_bytes()
                if not call or pid == os.getpid():
                    continue  # a zombie, or this test
                if place in call or tag in Path(f"/proc/{pid}/environ").read_bytes():
                    found[pid] = call.replace(b"\0", b" ").decode(errors="replace").strip()
        return found

    def left(self, patience: float = 30.0) -> list[str]:
        """The processes and temporary directories that are still there when all had time to go."""
        end = time.monotonic() + patience
        while True:
            found = [*self.processes().values(), *(str(path) for path in self.temporary.iterdir())]
            if not found or time.monotonic() > end:
                return found
            time.sleep(0.05)

    def integrity(self) -> str:
        """What SQLite says of the history; ``ok`` also where there is none yet."""
        if not self.database.exists():
            return "ok"
        with contextlib.closing(sqlite3.connect(self.database, timeout=LONG)) as database:
            return str(database.execute("PRAGMA integrity_check").fetchone()[0])

    def stored(self) -> set[bytes]:
        """Every source that can be got back: from the history, the backups, what was saved beside it."""
        found: set[bytes] = set()
        if self.database.exists():
            unmade = contextlib.suppress(sqlite3.OperationalError)  # killed before there were tables
            with contextlib.closing(sqlite3.connect(self.database, timeout=LONG)) as database, unmade:
                found |= {bytes(row[0]) for row in database.execute("SELECT source FROM sources")}
        for folder in ("backups", "saved"):
            place = self.root / ".grader" / folder
            found |= {path.read_bytes() for path in place.iterdir()} if place.is_dir() else set()
        return found


def _complained(text: str) -> None:
    raise AssertionError(text)


def kill(pid: int) -> None:
    """End a process as a power cut would."""
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def ended(grader: subprocess.Popen[bytes]) -> Iterator[None]:
    """Let no command outlive the test that began it."""
    try:
        yield
    finally:
        kill(grader.pid)
        grader.communicate()
