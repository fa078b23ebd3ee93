"""The command as a whole process: signals, pipes, alphabets, terminals."""

# ruff: noqa: S603  what is run is the grader

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.kata import Kata

GRADER = [sys.executable, "-m", "grader"]
HANGS = "import time\nclass Tickets:\n    def take(self):\n        time.sleep(600)\n"
LONG = 60.0  # far beyond what is waited for; only a broken grader takes so long


def environment(**more: str) -> dict[str, str]:
    """Ours, with no say on colour or width but ``more``."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LC_ALL", "LANG"}
    }
    return kept | more


@pytest.fixture
def foreground() -> Iterator[None]:
    """Have children notice Ctrl-C, though these tests may run in a shell's background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("foreground")
@pytest.mark.parametrize(
    "arguments", [["check", "kata01"], ["verify", "kata01"], ["verify", "kata01", "-n", "2"]]
)
def test_interrupt_leaves_nothing_running(kata: Kata, arguments: list[str]) -> None:
    """Ctrl-C ends the grader with 130 and everything that it started."""
    for path in (kata.attempt, kata.starter, kata.reference):
        path.write_text(HANGS, encoding="utf-8")
    grader = subprocess.Popen(
        [*GRADER, *arguments],
        cwd=kata.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
    )
    here = psutil.Process(grader.pid)
    end = time.monotonic() + LONG
    while not any("grader.worker" in " ".join(_command(child)) for child in here.children(recursive=True)):
        assert time.monotonic() < end
        assert grader.poll() is None
        time.sleep(0.05)
    started = here.children(recursive=True)
    grader.send_signal(signal.SIGINT)
    said, _ = grader.communicate(timeout=LONG)
    assert grader.returncode == 130
    assert "Interrupted" in said.decode()
    gone, alive = psutil.wait_procs(started, timeout=10)
    assert alive == []
    assert gone


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_reader_that_has_seen_enough_is_no_crash(kata: Kata) -> None:
    """`grader list | head` says nothing about broken pipes."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = subprocess.run(
            [*GRADER, "list"],
            cwd=kata.root,
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.stderr == b""


def test_ascii_is_enough(kata: Kata) -> None:
    """A locale without the letters of a title shows signs in their place."""
    done = subprocess.run(
        [*GRADER, "list"],
        cwd=kata.root,
        capture_output=True,
        env=environment(LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        check=True,
    )
    assert b"Tickets ?1?" in done.stdout


def on_a_terminal(root: Path, arguments: list[str], **more: str) -> str:
    """What the grader shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*GRADER, *arguments], cwd=root, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**more)
    ) as grader:
        os.close(theirs)
        said = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            said += chunk
        grader.wait(LONG)
    os.close(ours)
    return said.decode()


def test_terminal_gets_colour_and_progress(kata: Kata) -> None:
    """Colour and a line of progress are for terminals, and NO_COLOR takes the colour away."""
    kata.attempt.write_bytes(kata.reference.read_bytes())
    shown = on_a_terminal(kata.root, ["check"], TERM="xterm", COLUMNS="100")
    assert "\x1b[1;32m" in shown
    assert "Judging kata01_tickets" in shown
    plain = on_a_terminal(kata.root, ["check"], TERM="xterm", COLUMNS="100", NO_COLOR="1")
    assert "\x1b[1;32m" not in plain
    assert "PASSED" in plain


def test_pipe_gets_neither(kata: Kata) -> None:
    """A pipe gets the report alone."""
    kata.attempt.write_bytes(kata.reference.read_bytes())
    done = subprocess.run(
        [*GRADER, "check"], cwd=kata.root, capture_output=True, env=environment(), check=True
    )
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""
