"""A machine out of order: the right verdict, or a word and the next command; nothing lost."""

# ruff: noqa: S607  what is run is the grader

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from scene import GRADER, LONG, Scene, ended

from grader import history, stages, whole
from grader.cli import run
from grader.history import History, Kind
from grader.pulse import Pulse
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = {
    "no HOME": ((), {"HOME": ""}),
    "a HOME that is not there": ((), {"HOME": "/nonexistent"}),
    "locale C": ((), {"LC_ALL": "C"}),
    "POSIX, dumb": ((), {"LC_ALL": "POSIX", "TERM": "dumb", "PYTHONCOERCECLOCALE": "0"}),
    "-O": (("-O",), {"PYTHONOPTIMIZE": "1"}),
    "-OO": (("-OO",), {"PYTHONOPTIMIZE": "2"}),
    "-I": (("-I",), {}),
    "warnings are errors": ((), {"PYTHONWARNINGS": "error"}),
    "hostile settings": ((), {"PYTEST_ADDOPTS": "--nonesuch", "PYTHONHASHSEED": "1", "PYTHONDEVMODE": "1"}),
}


@pytest.mark.parametrize(("flags", "settings"), PLACES.values(), ids=PLACES.keys())
def test_python_and_its_environment_change_no_verdict(
    scene: Scene, flags: tuple[str, ...], settings: dict[str, str]
) -> None:
    """A right answer passes and a wrong one does not, above all where `assert` is switched off for us."""
    python = (sys.executable, *flags, "-m", "grader")
    right = scene.kata.reference.read_text(encoding="utf-8") + "NAME = 'ツ'\n"
    scene.write(right)
    assert scene.run("check", "kata01", python=python, **settings)[0] == 0
    wrong = scene.kata.solutions / "wrong" / "begins_with_zero.py"
    code, said = scene.run("check", "kata01", "--file", str(wrong), "--json", python=python, **settings)
    assert (code, json.loads(said)["reports"][0]["verdict"]) == (1, "wrong")


def test_a_locale_without_the_path_s_letters_is_named(scene: Scene) -> None:
    """UTF-8 was switched off by hand: what to set is said."""
    scene.write("x = 1\n")
    code, said = scene.run("check", "kata01", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert code == 2
    assert "PYTHONUTF8=1" in said


def test_two_graders_at_once(scene: Scene) -> None:
    """Both judge, both keep their record, and the first of all makes the attempt."""
    pair = [scene.start("check", "kata01", "--stage", "correctness") for _ in range(2)]
    said = [grader.communicate(timeout=LONG)[0].decode() for grader in pair]
    assert [grader.returncode for grader in pair] == [1, 1], said
    assert scene.integrity() == "ok"
    entries = scene.history.entries()
    assert [entry.kind for entry in entries].count(Kind.START) == 1
    assert [entry.verdict for entry in entries if entry.kind is Kind.PART] == [Verdict.WRONG] * 2
    assert scene.kata.attempt.read_bytes() == scene.kata.starter.read_bytes()
    assert scene.left() == []


SLOW = """
import time
class Tickets:
    def take(self):
        for _ in range(40):
            time.sleep(0.05)
        return 1
"""
IN_TIME = '''"""Waits for no longer than a suite does."""
import threading
def test_ends(attempt):
    """It ends in time."""
    done = threading.Event()
    threading.Thread(target=lambda: (attempt.Tickets().take(), done.set())).start()
    assert done.wait(4.0)
'''


def test_stopped_and_continued(scene: Scene) -> None:
    """A suite's own time-outs go by while all is stopped; the check is run again."""
    scene.kata.suite("correctness").write_text(IN_TIME, encoding="utf-8")
    scene.write(SLOW)
    grader = scene.start("check", "kata01", "--stage", "correctness")
    with ended(grader):
        end = time.monotonic() + LONG
        while not any("grader.worker" in call and _threads(pid) > 1 for pid, call in _calls(scene)):
            assert time.monotonic() < end
            time.sleep(0.02)
        stopped = [pid for pid, _ in _calls(scene)]
        _signal(stopped, signal.SIGSTOP)
        time.sleep(5.0)
        _signal(stopped, signal.SIGCONT)
        said, _ = grader.communicate(timeout=LONG)
        assert grader.returncode == 0, said.decode()


def _calls(scene: Scene) -> list[tuple[int, str]]:
    return list(scene.processes().items())


def _threads(pid: int) -> int:
    with contextlib.suppress(OSError):
        return len(os.listdir(f"/proc/{pid}/task"))  # noqa: PTH208  only their number counts
    return 0


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, number)


def test_pulse_misses_nothing_but_long_gaps() -> None:
    """The first question begins the count; what passes before it does not count."""
    now = iter([100.0, 100.5, 102.4, 200.0, 200.1, 203.0]).__next__
    pulse = Pulse(lambda: False, now)
    assert [pulse() or pulse.missed for _ in range(3)] == [False] * 3
    pulse.begin()
    assert [pulse() or pulse.missed for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize("reading", [True, False])
def test_disk_is_full(scene: Scene, monkeypatch: pytest.MonkeyPatch, *, reading: bool) -> None:
    """No file is left half written, and what was there is there."""
    scene.write("mine = 1\n")
    number = scene.history.record(scene.kata.id, Kind.CHECK, source=b"earlier = 1\n")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole.os, "fsync", full)
    arguments = ["history", "--restore", str(number)] if reading else ["reset", "kata01"]
    assert run(arguments) == 3
    assert scene.kata.attempt.read_text(encoding="utf-8") == "mine = 1\n"
    scene.kata.attempt.unlink()
    assert run(["start", "kata01"]) == 3
    assert not os.path.lexists(scene.kata.attempt)
    assert [path.name for path in scene.kata.directory.iterdir() if path.name.startswith(".")] == []
    monkeypatch.undo()
    monkeypatch.chdir(scene.root)
    assert run(["start", "kata01"]) == 0


def test_history_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The source goes beside it, and the advice is to free some space, not to move the history away."""
    warnings: list[str] = []
    log = History(tmp_path, warnings.append)
    log.record("kata01_x", Kind.START)
    connect = sqlite3.connect

    def cramped(*arguments: Any, **more: Any) -> sqlite3.Connection:
        database = connect(*arguments, **more)
        database.execute("PRAGMA max_page_count = 1")  # it cannot be less than there are
        return database

    monkeypatch.setattr(history.sqlite3, "connect", cramped)
    for _ in range(2):
        assert log.record("kata01_x", Kind.CHECK, source=b"#" * 100_000) is None
    (saved,) = (tmp_path / ".grader" / "saved").iterdir()
    assert saved.read_bytes() == b"#" * 100_000
    assert "free some space" in warnings[0]


_DISK = 'mount -t tmpfs -o size=400k none "$1" && cp -R "$2"/. "$1" && cd "$1" && shift 2 && '
_FILL = "{ dd if=/dev/zero of=fill bs=1k count=4000 2>/dev/null; "
_DISKS = {
    "full": _FILL + '"$@"; }',
    "read-only": '{ mount -o remount,ro "$PWD"; "$@"; }',
}


@pytest.mark.parametrize("how", _DISKS.values(), ids=_DISKS.keys())
def test_a_real_disk(scene: Scene, tmp_path: Path, how: str) -> None:
    """A right answer on a disk that takes nothing passes all the same, with a warning."""
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], check=False).returncode:
        pytest.skip("this system lets nobody make a small disk")
    (tmp_path / "disk").mkdir()
    scene.kata.attempt.write_bytes(scene.kata.reference.read_bytes())
    shell = (
        "unshare",
        "-rm",
        "sh",
        "-c",
        _DISK + how,
        "sh",
        str(tmp_path / "disk"),
        str(scene.root),
        *GRADER,
    )
    code, said = scene.run("check", "kata01", python=shell)
    assert code == 0, said
    assert "warning: " in said
    assert "this is not recorded" in said


def test_clock_is_set_back(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of events is that of the log, and nobody passed before the start."""
    real = history.datetime

    class Clock(real):  # type: ignore[valid-type, misc]
        """Two hours less at each look."""

        looks = 0

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            cls.looks += 1
            return real.now(tz) - timedelta(hours=2 * cls.looks)

    monkeypatch.setattr(history, "datetime", Clock)
    log = scene.history
    log.record(scene.kata.id, Kind.START)
    log.record(scene.kata.id, Kind.CHECK)
    entries = log.entries()
    assert entries[0].at > entries[1].at
    assert [entry.kind for entry in entries] == [Kind.START, Kind.CHECK]


def test_a_run_that_was_stopped_is_run_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails in a run with a gap is asked once more, and a pass of a benchmark too; but not for ever."""
    carry_out: Callable[..., Any] = stages.carry_out
    runs = []

    def slowly(task: stages.Task, *arguments: Any, **more: Any) -> Any:
        runs.append(task.stage)
        task.stopped()
        outcome = carry_out(task, *arguments, **more)
        if len(runs) < 3:
            now[0] += 60.0
            task.stopped()
        return outcome

    now = [0.0]
    monkeypatch.setattr("grader.pulse._now", lambda: now[0])
    monkeypatch.setattr(stages, "carry_out", slowly)
    scene.write("class Tickets:\n    def take(self):\n        return 0\n")
    assert run(["check", "kata01", "--stage", "correctness"]) == 1
    assert len(runs) == 3
