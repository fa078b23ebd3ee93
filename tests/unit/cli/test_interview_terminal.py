"""The prompt on a real terminal: the bar below it, what others say above it, and leaving."""

# ruff: noqa: S603  what is run is the grader

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
import time
from typing import TYPE_CHECKING, Self

from grader.interview.bank import load
from grader.interview.clock import SystemClock
from grader.interview.log import Log
from grader.interview.session import Material, Session
from grader.kata import Catalogue

if TYPE_CHECKING:
    from grader.kata import Kata

LONG = 120.0  # far beyond what is waited for
_STEERING = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x1b\][^\x07]*\x07")


class Terminal:
    """A grader on a terminal of 100 by 30; one that ``answers`` says where its cursor is."""

    def __init__(self, root: object, arguments: list[str], *, answers: bool = True) -> None:
        self._answers = answers
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        kept = {
            k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "LINES", "GRADER_PLAIN"}
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "interview", *arguments],
            cwd=str(root),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=kept | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        os.close(theirs)
        self._heard = b""
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait(LONG)
        self._thread.join(LONG)
        os.close(self._ours)

    def _listen(self) -> None:
        while True:
            try:
                chunk = os.read(self._ours, 65536)
            except OSError:  # the other end is closed
                return
            if not chunk:
                return
            self._heard += chunk
            if self._answers and b"\x1b[6n" in chunk:
                os.write(self._ours, b"\x1b[10;1R")

    @property
    def raw(self) -> str:
        """All that was written, colours and all."""
        return self._heard.decode(errors="replace")

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._ours, text.encode())

    def wait_for(self, pattern: str) -> None:
        """Until ``pattern`` has been written, colours left out."""
        end = time.monotonic() + LONG
        while not re.search(pattern, _STEERING.sub("", self.raw)):
            assert time.monotonic() < end, self.raw
            assert self.process.poll() is None, self.raw
            time.sleep(0.05)


def test_prompt_on_a_terminal(kata: Kata) -> None:
    """The time left stands below the prompt, amber at ten minutes; the other terminal's pause is told."""
    arguments = [
        "start",
        "--minutes",
        "10",
        "--level",
        "1",
        "--katas",
        "1",
        "--seed",
        "1",
        "--with-interviewer",
    ]
    with Terminal(kata.root, arguments) as terminal:
        terminal.wait_for(r"Enter starts the clock>")
        terminal.type("\r")
        terminal.wait_for(r"(10:00|9:\d\d) left ! · question 1 of \d")
        assert "48;5;214" in terminal.raw  # on amber
        material = Material(Catalogue(kata.root), load(), Log(kata.root / ".grader"), SystemClock())
        interviewer = Session(material, 1)
        interviewer.pause()
        terminal.wait_for(r"The clock stands\.")
        terminal.wait_for(r"left, paused")
        interviewer.resume()
        terminal.wait_for(r"The clock runs\.")
        terminal.type("note typed\r")
        terminal.wait_for(r"Noted\.")
        interviewer.finish()
        terminal.wait_for(r"The interview is over")
        terminal.process.wait(LONG)
        assert terminal.process.returncode == 0
        terminal_text = terminal.raw
    assert "report.html" in terminal_text


def test_leaving_by_control_d(kata: Kata) -> None:
    """Ctrl-C takes nothing away, Ctrl-D leaves; the time is seen though the terminal answers nothing."""
    with Terminal(kata.root, ["start", "--level", "1", "--seed", "1"], answers=False) as terminal:
        terminal.wait_for(r"Enter starts the clock>")
        terminal.type("\r")
        terminal.wait_for(r"\[(45:00|44:\d\d) left\] question>")
        terminal.type("\x03")
        terminal.wait_for(r"Ctrl-D leaves")
        terminal.type("\x04")
        terminal.process.wait(LONG)
        assert terminal.process.returncode == 0
        assert "grader interview resume" in terminal.raw
    assert Log(kata.root / ".grader").open_session() == 1
