"""What can stand where the attempt should: it gets its verdict, or a word and the next command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from grader.cli import judging, run
from grader.errors import BadSubmission
from grader.history import Kind
from grader.judge import judge
from grader.submission import read
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scene import Scene

    from grader.kata import Kata
    from grader.submission import Submission
    from grader.verdict import Report

_LATIN = b"# -*- coding: latin-1 -*-\nNAME = 'gr\xfc\xdfe'\n"
RIGHT: dict[str, Callable[[bytes], bytes]] = {
    "byte-order mark": lambda text: b"\xef\xbb\xbf" + text,
    "latin-1": lambda text: _LATIN + text,
    "CRLF": lambda text: text.replace(b"\n", b"\r\n"),
    "CR": lambda text: text.replace(b"\n", b"\r"),
    "no newline at the end": lambda text: text.rstrip(b"\n"),
    "letters beyond ASCII": lambda text: text + "NAME = 'ツ ü'\n".encode(),
    "form feeds": lambda text: b"\f\n" + text,
}


@pytest.mark.parametrize("change", RIGHT.values(), ids=RIGHT.keys())
def test_python_reads_it_and_so_do_all_stages(scene: Scene, change: Callable[[bytes], bytes]) -> None:
    """What Python can import is judged, in the explorer's world too."""
    scene.kata.attempt.write_bytes(change(scene.kata.reference.read_bytes()))
    report = judge(scene.kata, scene.kata.attempt)
    assert report.verdict is Verdict.PASSED, report


def test_a_link_is_what_it_leads_to(scene: Scene) -> None:
    """Who keeps the attempt elsewhere links to it."""
    scene.kata.attempt.symlink_to(scene.kata.reference)
    assert judge(scene.kata, scene.kata.attempt, stages=("correctness",)).verdict is Verdict.PASSED


CRASHES = {
    "no such encoding": b"# coding: nonesuch\n",
    "an encoding of no text": b"# coding: rot13\n",
    "an encoding that is always wrong": b"# coding: undefined\n",
    "half a character": b"# coding: raw_unicode_escape\nNAME = '\\ud800'\n",
}


@pytest.mark.parametrize("stage", ["correctness", "schedules"])
@pytest.mark.parametrize("head", CRASHES.values(), ids=CRASHES.keys())
def test_what_python_cannot_read_crashes(scene: Scene, stage: str, head: bytes) -> None:
    """It is the submission's fault and never ours."""
    scene.kata.attempt.write_bytes(head + scene.kata.reference.read_bytes())
    assert judge(scene.kata, scene.kata.attempt, stages=(stage,)).verdict is Verdict.CRASHED


def test_an_empty_file_is_wrong(scene: Scene) -> None:
    """It lacks what the task asks for."""
    scene.kata.attempt.write_bytes(b"")
    report = judge(scene.kata, scene.kata.attempt)
    assert report.verdict is Verdict.WRONG
    assert "has no `Tickets`" in report.stages[-1].checks[0].cause


@pytest.mark.parametrize("half", ["\\udc80", "\\ud83d"])
def test_half_a_character_can_be_said(scene: Scene, half: str) -> None:
    """An exception's text need not be UTF-8; the verdict is the submission's."""
    scene.kata.attempt.write_text(
        f'class Tickets:\n    def take(self):\n        raise ValueError("{half}")\n', encoding="utf-8"
    )
    report = judge(scene.kata, scene.kata.attempt)
    assert report.verdict is Verdict.WRONG
    assert half in report.stages[-1].checks[0].cause


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 50 << 30)


ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a directory": lambda path: path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "huge": _huge,
    "binary": lambda path: path.write_bytes(b"\x7fELF\0\0"),
    "not UTF-8": lambda path: path.write_bytes(b"NAME = '\xfc'\n"),
}


@pytest.mark.parametrize("put", ODD.values(), ids=ODD.keys())
def test_what_is_no_text_is_refused_and_can_be_reset(
    scene: Scene, put: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody hangs or crashes over it, it is named, and `grader reset` leads out of it and keeps it."""
    put(scene.kata.attempt)
    with pytest.raises(BadSubmission):
        read(scene.kata, scene.kata.attempt)
    assert run(["check", "kata01"]) == 2
    assert str(scene.kata.attempt) in capsys.readouterr().err
    assert run(["reset", "kata01"]) == 0
    assert scene.kata.attempt.read_bytes() == scene.kata.starter.read_bytes()
    (kept,) = (scene.root / ".grader" / "backups").iterdir()
    assert os.path.lexists(kept)


def test_what_is_judged_is_what_is_kept(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save between the record and the judgement changes neither."""
    judged = scene.kata.reference.read_bytes()
    scene.kata.attempt.write_bytes(judged)

    def judge_later(kata: Kata, submission: Submission, **more: object) -> Report:
        scene.kata.attempt.write_bytes(b"raise SystemExit\n")
        return judge(kata, submission, **more)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(judging, "judge", judge_later)
    assert run(["check", "kata01", "--stage", "correctness"]) == 0
    newest = scene.history.entries()[-1]
    assert newest.kind is Kind.PART
    assert scene.history.source(newest.number) == judged
