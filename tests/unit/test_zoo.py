"""Every miniature kata gets its verdict, and nothing of it is left on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from grader.errors import GraderError
from grader.judge import judge
from grader.kata import Catalogue, Kata, expectation
from grader.verdict import Report, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

# programs that one layer alone holds back; where the system has not got it, README says what that means
HELD_BY = {
    "reads_the_solution": "reading",
    "reads_the_suite": "reading",
    "links_the_solution": "reading",
    "child_reads_the_solution": "reading",
    "reads_through_its_parent": "reading",
    "hard_links_the_solution": "reading",
    "plants_a_conftest": "writing",
    "plants_beside_itself": "writing",
    "fills_shared_memory": "shared memory",
}
AROUND = """
    import os, sys
    from grader.protocol import Done, Finished, Started
    from grader.verdict import CheckResult, Verdict

    def double(number):
        frame = sys._getframe()
        while "item" not in frame.f_locals or not hasattr(frame.f_locals.get("self"), "_job"):
            frame = frame.f_back
        session, items = frame.f_locals["self"], frame.f_locals["item"].session.items
        for place, item in enumerate(items):
            if place:
                session._send(Started(session._job.token, item.name))
            passed = CheckResult(check=item.name, sentence="", verdict=Verdict.PASSED)
            session._send(Finished(session._job.token, passed))
        session._send(Done(session._job.token, len(items)))
        os._exit(0)
"""
ZOO = Catalogue(Path(__file__).parent / "zoo")
WRONG = [(kata, path) for kata in ZOO.katas for path in kata.wrong_answers]
RIGHT = [(kata, path) for kata in ZOO.katas for path in kata.right_answers if kata.number != 8]


def _names(pairs: list[tuple[Kata, Path]]) -> list[str]:
    return [f"{kata.id[:6]}-{path.stem}" for kata, path in pairs]


@pytest.fixture(scope="session")
def layers() -> dict[str, str]:
    """Say for each layer why it is off here; nothing where it is on."""
    command = [sys.executable, "-P", "-m", "grader.worker.layers"]
    said: dict[str, str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603  our own code
    return said


@pytest.fixture
def room() -> Iterator[Path]:
    """Give a temporary directory with a short path, which the sandbox will use."""
    with tempfile.TemporaryDirectory(prefix="zoo-") as name:
        yield Path(name)


def _judged(kata: Kata, path: Path, room: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Judge in a temporary directory of our own and see that nothing stays: this process adopts orphans."""
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    before = psutil.Process().children(recursive=True)
    report = judge(kata, path, stages=("correctness",))
    assert [child for child in psutil.Process().children(recursive=True) if child not in before] == []
    assert list(room.iterdir()) == []
    return report


@pytest.mark.parametrize(("kata", "path"), WRONG, ids=_names(WRONG))
def test_each_wrong_answer_gets_its_verdict(
    kata: Kata, path: Path, room: Path, monkeypatch: pytest.MonkeyPatch, layers: dict[str, str]
) -> None:
    """A wrong answer gets the verdict that it names, with a cause, and leaves no process and no file."""
    layer = HELD_BY.get(path.stem, "")
    if layer and layers[layer]:
        pytest.skip(f"no layer `{layer}` on this system: {layers[layer]}")
    report = _judged(kata, path, room, monkeypatch)
    assert report.verdict in expectation(path).verdicts
    (stage,) = report.stages
    assert len(stage.checks) == 2
    for check in stage.checks:
        assert check.sentence
        assert check.verdict is Verdict.PASSED or check.cause


@pytest.mark.parametrize(("kata", "path"), RIGHT, ids=_names(RIGHT))
def test_each_right_answer_passes(
    kata: Kata, path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right answer passes, whatever it prints, warns of and starts, as long as it cleans up."""
    assert _judged(kata, path, room, monkeypatch).verdict is Verdict.PASSED


def test_a_broken_suite_is_our_own_fault(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite that cannot be loaded is a grader error that shows the suite's own traceback."""
    kata = ZOO.find("kata08")
    report = _judged(kata, kata.reference, room, monkeypatch)
    assert report.verdict is Verdict.GRADER_ERROR
    assert "this suite is broken" in report.stages[0].reason


def test_what_hangs_does_not_keep_the_rest_from_being_judged(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check that hung is named with the learner's line; the one after it passes."""
    kata = ZOO.find("kata03")
    path = kata.solutions / "wrong" / "lock_taken_twice.py"
    hung, rest = _judged(kata, path, room, monkeypatch).stages[0].checks
    assert (hung.verdict, rest.verdict) == (Verdict.DEADLOCK, Verdict.PASSED)
    assert "lock_taken_twice.py:12 in double" in hung.cause
    assert "with _lock:" in str(hung.evidence)
    assert "assert" not in str(hung.evidence)


def test_a_hang_across_processes_shows_both_ends(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stacks of parent and child are shown, each by its own line."""
    kata = ZOO.find("kata03")
    path = kata.solutions / "wrong" / "waits_for_a_child.py"
    hung = _judged(kata, path, room, monkeypatch).stages[0].checks[0]
    assert "answer = here.recv()" in str(hung.evidence)
    assert "pipe.send(2 * pipe.recv())" in str(hung.evidence)


def test_a_loop_at_import_is_waited_for_twice_at_most(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of the loop is named, and checks beyond the second are not run."""
    kata = ZOO.find("kata04")
    path = kata.solutions / "wrong" / "loops_at_import.py"
    first, second = _judged(kata, path, room, monkeypatch).stages[0].checks
    assert "loops_at_import.py:" in first.cause
    assert "importing" in first.cause
    assert second.verdict is Verdict.TIMED_OUT


def test_the_private_copy_is_never_spoken_of(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Causes and evidence name the file that the learner wrote, not the copy that was run."""
    for number, name in ((2, "raises"), (3, "thread_never_set"), (5, "syntax_error"), (5, "segfault")):
        kata = ZOO.find(str(number))
        path = kata.solutions / "wrong" / f"{name}.py"
        said = str(_judged(kata, path, room, monkeypatch))
        assert str(path) in said
        assert "attempt.py" not in said


def test_output_without_end_is_cut(tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 100 MB that a dying submission printed, some kilobytes are shown, and how much was left out."""
    kata = ZOO.find("kata05")
    path = tmp_path / "bötler und mehr.py"
    path.write_text(
        "import os\n\ndef double(number):\n    for _ in range(100):\n"
        "        print('x' * 1_000_000)\n    os._exit(0)\n",
        encoding="utf-8",
    )
    check = _judged(kata, path, room, monkeypatch).stages[0].checks[0]
    assert check.verdict is Verdict.CRASHED
    shown = next(text for text in check.evidence if getattr(text, "title", "") == "what it printed")
    assert len(str(shown)) < 20_000
    assert " bytes ..." in str(shown)


def test_what_a_child_died_of_is_shown(tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller only finds the pipe closed; why stands in the child's traceback, which is shown, too."""
    path = tmp_path / "asks_a_child.py"
    path.write_text(
        "import multiprocessing\n\ndef work(pipe):\n    {}['no such key']\n\ndef double(number):\n"
        "    here, there = multiprocessing.Pipe()\n"
        "    child = multiprocessing.Process(target=work, args=(there,))\n"
        "    child.start()\n    there.close()\n    child.join()\n    return here.recv()\n",
        encoding="utf-8",
    )
    check = _judged(ZOO.find("kata05"), path, room, monkeypatch).stages[0].checks[0]
    assert "EOFError" in check.cause
    assert "KeyError" in str(check.evidence)


def test_the_known_way_around_is_still_the_one_that_the_readme_names(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who takes the session from the frames speaks in its name; when that fails, the README changes."""
    path = tmp_path / "around.py"
    path.write_text(textwrap.dedent(AROUND), encoding="utf-8")
    assert _judged(ZOO.find("kata09"), path, room, monkeypatch).verdict is Verdict.PASSED


def test_a_file_that_changes_while_it_is_judged_is_judged_as_it_was(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link is followed once, and what is saved meanwhile changes nothing."""
    real, path = tmp_path / "real.py", tmp_path / "link.py"
    real.write_text("def double(number):\n    number + 0\n    return 2 * number\n", encoding="utf-8")
    path.symlink_to(real)
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    report = judge(
        ZOO.find("kata09"),
        path,
        stages=("correctness",),
        listen=lambda _: None if not real.exists() else real.unlink(),
    )
    assert report.verdict is Verdict.PASSED
    assert not real.exists()


@pytest.mark.parametrize("data", [b"\x7fELF\x00\x01\x02\xff\xfe", "NAME = 'b\u00f6tler'\n".encode("latin-1")])
def test_what_is_no_source_is_said_before_anything_runs(tmp_path: Path, data: bytes) -> None:
    """A binary file, and one in another encoding than it says, are refused with a word."""
    path = tmp_path / "binary.py"
    path.write_bytes(data)
    with pytest.raises(GraderError):
        judge(ZOO.find("kata09"), path, stages=("correctness",))


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """Two megabytes of comments are no attempt."""
    path = tmp_path / "huge.py"
    path.write_text("# comment\n" * 200_000, encoding="utf-8")
    with pytest.raises(GraderError, match="larger"):
        judge(ZOO.find("kata09"), path, stages=("correctness",))
