"""The private place of a run, and what of the machine does not get into it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from grader.sandbox.room import Room


@pytest.fixture
def room() -> Room:
    """Give a room for a file with a difficult name."""
    return Room(b"pass\n", '/home/zoë/my "katas"/kata01/attempt.py', "the mark")


def test_settings_of_the_machine_stay_outside(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies, Python's and pytest's own settings, and coverage's hooks reach no worker."""
    for name in ("http_proxy", "HTTPS_PROXY", "PYTHONWARNINGS", "PYTEST_ADDOPTS", "COVERAGE_PROCESS_START"):
        monkeypatch.setenv(name, "anything")
    monkeypatch.setenv("LANG", "kept")
    environment = room.environment(Path("/suites"), fixed_hashes=False)
    assert "anything" not in environment.values()
    assert environment["LANG"] == "kept"
    assert environment["HOME"].startswith(str(room.directory))
    assert environment["TMPDIR"].startswith(str(room.directory))
    assert "PYTHONHASHSEED" not in environment
    assert room.environment(Path("/suites"), fixed_hashes=True)["PYTHONHASHSEED"] == "0"
    room.leave()
    assert not room.directory.exists()


def test_the_copy_goes_by_the_learners_name(room: Room) -> None:
    """The path in a line of JSON is the learner's, whatever characters are in it."""
    line = json.dumps({"cause": f"{room.submission}:3"}).encode()
    assert json.loads(room.known(line)) == {"cause": '/home/zoë/my "katas"/kata01/attempt.py:3'}
    room.leave()


def test_a_directory_without_rights_is_removed_too(room: Room) -> None:
    """What a submission locked is unlocked and removed."""
    locked = room.work / "locked"
    locked.mkdir()
    (locked / "file").write_text("x")
    locked.chmod(0)
    room.leave()
    assert not room.directory.exists()


def test_a_long_temporary_path_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sockets of multiprocessing need a short path, or a right answer would fail."""
    long = tmp_path / ("x" * 80)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    made = Room(b"", "attempt.py", "mark")
    assert len(str(made.directory)) < 60
    made.leave()
