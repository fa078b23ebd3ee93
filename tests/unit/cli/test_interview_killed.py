"""An interview that is killed with -9 at random moments loses nothing that it had taken."""

# ruff: noqa: S603  what is run is the grader

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from grader.interview.bank import load
from grader.interview.clock import SystemClock
from grader.interview.events import Checked, Judged, Noted, Saved
from grader.interview.log import Log
from grader.interview.session import Material, Session
from grader.kata import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Kata

GRADER = [sys.executable, "-m", "grader", "interview"]
START = ["start", "--minutes", "60", "--level", "1", "--katas", "1", "--seed", "1"]
LONG = 120.0  # far beyond what is waited for
KILLS = 10


class Prompt:
    """One process at the prompt; all that it says is heard by a thread."""

    def __init__(self, root: Path, arguments: list[str]) -> None:
        self._process = subprocess.Popen(
            [*GRADER, *arguments],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}},
        )
        self._heard = b""
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while chunk := os.read(self._process.stdout.fileno(), 65536):
            self._heard += chunk

    @property
    def heard(self) -> str:
        """What it said so far."""
        return self._heard.decode(errors="replace")

    def type(self, *lines: str) -> None:
        """Give it lines; a process that is gone takes none."""
        assert self._process.stdin is not None
        self._process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self._process.stdin.flush()

    def wait_for(self, text: str) -> None:
        """Until it has said ``text``."""
        end = time.monotonic() + LONG
        while text not in self.heard:
            assert time.monotonic() < end, self.heard
            assert self._process.poll() is None, self.heard
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would, and hear the last of it."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(LONG)
        self._thread.join(LONG)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):  # lines that it had not taken
                    stream.close()


def session(root: Path) -> Session:
    """The session as it is on the disk."""
    return Session(Material(Catalogue(root), load(), Log(root / ".grader"), SystemClock()), 1)


def test_killed_ten_times(kata: Kata) -> None:
    """What the prompt had acknowledged is kept, the time used never shrinks, and the end has its report."""
    chance = random.Random(20)  # noqa: S311  moments, no secrets
    path = kata.root / ".grader" / "interviews" / "1" / kata.id / "attempt.py"
    noted: list[str] = []
    judged, used = 0, 0.0
    for turn in range(KILLS):
        prompt = Prompt(kata.root, ["resume"] if turn else START)
        if turn:
            prompt.wait_for("goes on; it was left")
        else:
            prompt.wait_for("Enter starts the clock")
            prompt.type("", "next")
        prompt.wait_for("Edit ")
        path.write_text(f"turn = {turn}\n", encoding="utf-8")
        lines = [f"note {turn}-{number}" for number in range(8)]
        lines.insert(chance.randrange(8), "check")
        prompt.type(*lines)
        prompt.wait_for("Noted." if chance.random() < 0.7 else "kata01>")
        time.sleep(chance.uniform(0, 1.5))  # the moment: whichever it is, what follows must hold
        prompt.kill()

        said = prompt.heard
        noted += [f"{turn}-{number}" for number in range(said.count("Noted."))]
        judged += len(re.findall(r"in (?:correctness|schedules), ", said))
        standing = session(kata.root).standing
        kept = [m.event.text for m in standing.moments if isinstance(m.event, Noted)]
        assert set(noted) <= set(kept), (turn, said)
        assert sum(isinstance(m.event, Judged) for m in standing.moments) >= judged, (turn, said)
        assert path.read_text(encoding="utf-8") == f"turn = {turn}\n"
        for moment in standing.moments:
            if isinstance(moment.event, Checked | Saved):
                assert session(kata.root).material.log.source(moment.sha)
        assert all(a.used <= b.used for a, b in zip(standing.moments, standing.moments[1:], strict=False))
        assert standing.moments[-1].used >= used
        used = standing.moments[-1].used
        assert standing.item is not None
        assert standing.item.id == kata.id

    assert len(noted) > KILLS  # the moments were spread, not all before the first word
    subprocess.run(
        [*GRADER, "finish"], cwd=kata.root, stdin=subprocess.DEVNULL, check=True, capture_output=True
    )
    report = (kata.root / ".grader" / "interviews" / "1" / "report.md").read_text(encoding="utf-8")
    assert report.count("Interruption at") == KILLS - 1
    assert all(f" {text}" in report for text in noted)
