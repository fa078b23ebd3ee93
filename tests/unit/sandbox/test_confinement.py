"""What holds a submission where the system offers it, and what is cleaned up where it does not."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.judge import judge
from grader.kata import Catalogue
from grader.sandbox.tree import Tree
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.verdict import CheckResult

ZOO = Catalogue(Path(__file__).parent.parent / "zoo")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="there is no /dev/shm elsewhere")
LEFT = """
    import multiprocessing
    import sys
    import time
    from multiprocessing import shared_memory

    lock = multiprocessing.get_context("spawn").Lock()
    block = shared_memory.SharedMemory(create=True, size=4096)
    print("sem." + lock._semlock.name.strip("/"), block.name, flush=True)
"""


@pytest.fixture
def room() -> Iterator[Path]:
    """Give a temporary directory with a short path, which the sandbox will use."""
    with tempfile.TemporaryDirectory(prefix="held-") as name:
        yield Path(name)


def first_check(folder: Path, source: str) -> CheckResult:
    """Judge ``source`` and give what its first check came to."""
    path = folder / "attempt.py"
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return judge(ZOO.find("kata02"), path, stages=("correctness",)).stages[0].checks[0]


@LINUX
def test_a_hung_check_leaves_nothing_in_shared_memory(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Semaphores and blocks of a check that was killed are gone, whoever was to remove them."""
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    hung = first_check(
        tmp_path, f"{LEFT}\n    def double(number):\n        while True:\n            time.sleep(0.01)\n"
    )
    assert hung.verdict is Verdict.TIMED_OUT
    printed = next(text.body for text in hung.evidence if getattr(text, "title", "") == "what it printed")
    names = printed.split()
    assert len(names) == 2
    assert [name for name in names if Path("/dev/shm", name).exists()] == []  # noqa: S108  a mount point


@LINUX
def test_a_killed_tree_leaves_nothing_in_the_machines_shared_memory() -> None:
    """Where a run has no shared memory of its own, the names that it had mapped are removed; no other."""
    other = Path("/dev/shm", f"other-{secrets.token_hex(8)}")  # noqa: S108  a mount point
    other.write_bytes(b"another run's")
    program = textwrap.dedent(f"{LEFT}\n    time.sleep(600)\n")
    token = secrets.token_hex(16)
    child = subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True, env={"MARK": token}
    )
    try:
        assert child.stdout is not None
        names = [Path("/dev/shm", name) for name in child.stdout.readline().decode().split()]  # noqa: S108  the same
        child.stdout.close()
        assert [name.exists() for name in names] == [True, True]
        Tree(child.pid, token).kill()
        child.wait()
        assert [name.exists() for name in names] == [False, False]
        assert other.exists()
    finally:
        other.unlink()


def test_the_layers_are_tried_and_told() -> None:
    """Each layer is on, or says why it is not: the probe itself fails nowhere."""
    command = [sys.executable, "-P", "-m", "grader.worker.layers"]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603  our own code
    assert set(said) == {"reading", "writing", "signals", "network", "shared memory"}
    assert all(isinstance(why, str) for why in said.values())


def test_home_and_temporary_directory_are_private(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission's home, temporary and work directories are below the run's own, and it can write there."""
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    source = f"""
        import os, pathlib, tempfile

        def double(number):
            for folder in (pathlib.Path.home(), tempfile.gettempdir(), os.getcwd()):
                assert pathlib.Path(folder).is_relative_to({str(room.resolve())!r}), folder
                pathlib.Path(folder, "x").write_text("y")
            return 2 * number
    """
    assert first_check(tmp_path, source).verdict is Verdict.PASSED
    assert list(room.iterdir()) == []
