"""However a run ends, no process and no file of it stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from grader.judge import judge
from grader.kata import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.protocol import Progress

ROOT = Path(__file__).parent.parent / "zoo"
HANGS = """
    import os, signal, subprocess, sys, time

    def double(number):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            time.sleep(60)
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
        while True:
            time.sleep(0.01)
"""


@pytest.fixture
def room() -> Iterator[Path]:
    """Give a temporary directory with a short path, which the sandbox will use."""
    with tempfile.TemporaryDirectory(prefix="end-") as name:
        yield Path(name)


def _submission(folder: Path) -> Path:
    path = folder / "hangs.py"
    path.write_text(textwrap.dedent(HANGS))
    return path


def _carry(name: bytes) -> list[int]:
    """Every process whose environment speaks of ``name``."""
    found = []
    for process in psutil.process_iter():
        try:
            if name in Path(f"/proc/{process.pid}/environ").read_bytes():
                found.append(process.pid)
        except OSError:
            continue
    return found


def test_an_interrupt_leaves_nothing(tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of a check kills daemons in sessions of their own, and removes the directory."""
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    kata = Catalogue(ROOT).find("kata02")

    def interrupt(_: Progress) -> None:
        deadline = time.monotonic() + 30
        while len(psutil.Process().children(recursive=True)) < 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        raise KeyboardInterrupt

    before = psutil.Process().children(recursive=True)
    with pytest.raises(KeyboardInterrupt):
        judge(kata, _submission(tmp_path), stages=("correctness",), listen=interrupt)
    assert [child for child in psutil.Process().children(recursive=True) if child not in before] == []
    assert list(room.iterdir()) == []


@pytest.mark.skipif(
    sys.platform != "linux", reason="the guard finds strays by /proc; elsewhere by their group"
)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_parent_leaves_nothing(tmp_path: Path, room: Path, number: int) -> None:
    """When the grader itself is killed its guard ends the tree and removes the directory."""
    program = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from grader.judge import judge
        from grader.kata import Catalogue
        kata = Catalogue(Path({str(ROOT)!r})).find("kata02")
        judge(kata, Path({str(_submission(tmp_path))!r}), stages=("correctness",))
    """)
    environment = {**os.environ, "TMPDIR": str(room)}
    parent = subprocess.Popen([sys.executable, "-c", program], env=environment)  # noqa: S603  our own interpreter
    name = f"TMPDIR={room}/grader-".encode()
    deadline = time.monotonic() + 60
    while len(_carry(name)) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(_carry(name)) >= 4
    parent.send_signal(number)
    parent.wait()
    deadline = time.monotonic() + 30
    while (_carry(name) or list(room.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _carry(name) == []
    assert list(room.iterdir()) == []
