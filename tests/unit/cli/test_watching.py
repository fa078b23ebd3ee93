"""`grader watch` on a terminal of its own, as a person uses it."""

# ruff: noqa: S603  what is run is the grader

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

import pytest

from grader.history import History
from grader.kata import Catalogue
from grader.scaffold import Facts, scaffold
from grader.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Kata

LONG = 120.0  # far beyond what is waited for
HANGS = "import time\n\n\nclass Tickets:\n    def take(self):\n        time.sleep(600)\n"


class Terminal:
    """A grader on a terminal of its own: what it shows, and a keyboard."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", *arguments],
            cwd=root,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
        )
        os.close(theirs)
        self._seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def until(self, pattern: str) -> str:
        """What is shown up to and with ``pattern``, since the last time."""
        end = time.monotonic() + LONG
        while not (found := re.search(pattern, self._seen)):
            assert time.monotonic() < end, f"no {pattern!r} in {self._seen!r}"
            if select.select([self._ours], [], [], 1.0)[0]:
                self._seen += os.read(self._ours, 65536).decode(errors="replace")
        shown, self._seen = self._seen[: found.end()], self._seen[found.end() :]
        return shown

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self._ours, key.encode())

    def ended(self) -> int:
        """The exit code, once it has ended by itself; what it still shows is read, so that it can."""
        end = time.monotonic() + LONG
        while self.process.poll() is None:
            assert time.monotonic() < end
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    os.read(self._ours, 65536)
                except OSError:
                    break
        return self.process.wait(LONG)


def test_judges_at_each_save(kata: Kata) -> None:
    """The starter, then a save, then another one: each gets its verdict, and q leaves with the last."""
    with Terminal(kata.root, "watch", "kata01") as terminal:
        assert "made from the starter" in terminal.until(r"wrong in correctness, .* after the save")
        kata.attempt.write_bytes((kata.solutions / "wrong" / "no_lock.py").read_bytes())
        assert "RACE" in terminal.until(r"race in schedules, .* after the save")
        assert "q quit" in terminal.until("q quit")
        terminal.press("h")
        terminal.until("Who may be inside")
        terminal.press("e")
        terminal.until("How it comes about")
        terminal.press("r")
        terminal.until("self._last")
        kata.attempt.write_bytes(kata.reference.read_bytes())
        assert "PASSED" in terminal.until(r"passed, .* after the save")
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_save_calls_off_what_runs(kata: Kata) -> None:
    """A check that would hang for ever is left at the next save, and is kept as not finished."""
    kata.attempt.write_text(HANGS, encoding="utf-8")
    limits = kata.directory / "kata.toml"
    text = limits.read_text(encoding="utf-8")
    limits.write_text(
        re.sub(r"(\[correctness\]\n)(seconds.*\n)?", r"\1seconds = 600\n", text), encoding="utf-8"
    )
    with Terminal(kata.root, "watch", "kata01") as terminal:
        terminal.until("correctness  1 of")
        kata.attempt.write_bytes(kata.reference.read_bytes())
        terminal.until(r"passed, .* after the save")
        terminal.press("\n")
        terminal.until(r"passed, .* after the save")
        terminal.press("q")
        assert terminal.ended() == 0
    verdicts = [entry.verdict for entry in History(kata.root, pytest.fail).entries() if entry.sha]
    assert verdicts == [None, Verdict.PASSED, Verdict.PASSED]


def test_goes_on_only_when_told(kata: Kata) -> None:
    """The key n goes to the next kata that is not passed; q leaves at once, also during a check."""
    other, _ = scaffold(Catalogue(kata.root), Facts("other"))
    kata.attempt.write_bytes(kata.reference.read_bytes())
    with Terminal(kata.root, "watch", "kata01") as terminal:
        terminal.until(r"passed, .* after the save")
        assert not other.attempt.exists()
        terminal.press("n")
        terminal.until("Watching katas/kata02_other/attempt.py")
        terminal.press("q")
        terminal.ended()
    assert other.attempt.exists()


def test_keys_come_by_the_line_from_a_pipe(kata: Kata) -> None:
    """Without a terminal it is plain lines in and out."""
    kata.attempt.write_bytes(kata.reference.read_bytes())
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "watch", "kata01", "--plain"],
        cwd=kata.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as grader:
        assert grader.stdin is not None
        assert grader.stdout is not None
        for line in grader.stdout:
            if line.startswith("Passed, "):
                break
        grader.stdin.write("quit\n")
        grader.stdin.flush()
        assert grader.wait(LONG) == 0
