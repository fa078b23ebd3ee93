"""`grader interview` as a person types it: whole sessions, two terminals, what stays closed meanwhile."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from grader.cli import run
from grader.interview.bank import load
from grader.interview.clock import SystemClock
from grader.interview.log import Log
from grader.interview.session import Material, Session
from grader.kata import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.kata import Kata

START = ["interview", "start", "--minutes", "30", "--level", "1", "--seed", "3"]


class Typist:
    """Types the lines in turn; does what stands between them; then there are no more."""

    encoding = "utf-8"

    def __init__(self, steps: list[str | Callable[[], object]]) -> None:
        self._steps = steps

    def readline(self) -> str:
        """The next line."""
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, str):
                return step + "\n"
            step()
        return ""

    def isatty(self) -> bool:
        """A pipe."""
        return False


@pytest.fixture
def grader(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run a command with what is typed; the exit code and all that was said."""

    def call(arguments: list[str], *steps: str | Callable[[], object]) -> tuple[int, str]:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Typist(list(steps)))
            code = run(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def session(root: Path, number: int = 1) -> Session:
    """The session, as another process sees it."""
    material = Material(Catalogue(root), load(), Log(root / ".grader"), SystemClock())
    return Session(material, number)


def mine(kata: Kata, number: int = 1) -> Path:
    """The candidate's file."""
    return kata.root / ".grader" / "interviews" / str(number) / kata.id / "attempt.py"


def test_whole_session(kata: Kata, grader: Callable[..., tuple[int, str]]) -> None:
    """A question answered, a wrong file, a hint, a right one, the scoring, three reports."""

    def right() -> None:
        mine(kata).write_bytes(kata.reference.read_bytes())

    lines = [
        "",
        "answer because",
        "next",
        "check",
        "hint",
        "note aha",
        right,
        "check",
        "next",
        "finish",
        "yes",
    ]
    code, said = grader(START, *lines, *["y"] * 60)
    assert code == 0
    assert "WRONG" in said or "CRASHED" in said
    assert "PASSED" in said
    assert "Done; `next` goes on" in said
    assert "grader solution" not in said  # closed, so the report of a pass does not offer it
    assert "Hint 1 of" in said
    assert f"{kata.id}: passed" in said
    assert "[30:00 left]" in said or "[29:5" in said
    room = kata.root / ".grader" / "interviews" / "1"
    made = json.loads((room / "report.json").read_text(encoding="utf-8"))
    assert [frame["verdict"] for frame in made["katas"][0]["frames"]][-1] == "passed"
    assert made["katas"][0]["outcome"] == "passed"
    assert "aha" in (room / "report.md").read_text(encoding="utf-8")
    assert "<svg" in (room / "report.html").read_text(encoding="utf-8")
    assert not kata.attempt.exists()
    for arguments, part in (
        (["interview", "list"], "passed"),
        (["interview", "show", "1"], "Rubric"),
        (["interview", "show", "--format", "json"], '"version": 1'),
        (["interview", "compare"], "katas passed"),
        (["list"], "passed"),
    ):
        code, said = grader(arguments)
        assert code == 0
        assert part in said


def test_much_is_closed_meanwhile(kata: Kata, grader: Callable[..., tuple[int, str]]) -> None:
    """Solutions and all other work are closed until `finish`; `check` and `hint` are the session's."""
    heard: list[tuple[int, str]] = []

    def beside(*arguments: str) -> Callable[[], None]:
        return lambda: heard.append((run(list(arguments)), arguments[0]))

    closed = [
        beside("solution", "1", "--give-up"),
        beside("debrief", "1", "--give-up"),
        beside("start", "1"),
        beside("reset", "1"),
        beside("history"),
        beside("report"),
        beside("interview", "show"),
        beside("interview", "observe"),
        beside("interview", "start"),
        beside("check", "1"),  # a question is asked now
    ]
    _, said = grader(
        START, "", *closed, "next", beside("check"), beside("hint", "1"), beside("list"), "status"
    )
    assert [code for code, _ in heard] == [2] * 10 + [1, 0, 0]
    assert "hints: 1" in said
    assert len(session(kata.root).standing.checks) == 1
    assert grader(["hint", "1"])[0] == 2  # left, its clock stands
    assert grader(["interview", "finish"])[0] == 0
    assert grader(["debrief", "1", "--give-up"])[0] == 0


@pytest.mark.usefixtures("kata")
def test_leaving_and_going_on(grader: Callable[..., tuple[int, str]]) -> None:
    """The end of the input leaves the session; resume goes on where it was, finish ends it."""
    assert "resume" in grader(START, "", "next")[1]
    assert "interrupted" in grader(["interview", "status"])[1]
    code, said = grader(["interview", "resume"], "status")
    assert "goes on" in said
    assert "kata 1 of 1" in said
    code, said = grader(["interview", "finish"], "y", "n")
    assert code == 0
    assert "goes on with the scoring" in said
    code, said = grader(["interview", "finish"], *["y"] * 60)
    assert "goes on with the scoring" not in said
    assert grader(["interview", "status"])[0] == 2


def test_seed_gives_the_same_interview(kata: Kata, grader: Callable[..., tuple[int, str]]) -> None:
    """The same seed asks the same once more, though it was seen; without one it is another interview."""
    for number in (1, 2):
        assert grader(START, "", "next", "next")[0] == 0
        assert grader(["interview", "finish", str(number)])[0] == 0
    first, second = (session(kata.root, number).standing for number in (1, 2))
    assert first.plan.items == second.plan.items
    assert grader(["interview", "start", "--minutes", "30", "--level", "1"], "")[0] == 0
    third = session(kata.root, 3).standing
    questions = {item.id for item in third.plan.items if item.kind == "question"}
    assert not questions & first.reached.keys()
    assert any("not new" in remark for remark in third.plan.remarks)  # there is but one kata here


def test_before_the_clock(kata: Kata, grader: Callable[..., tuple[int, str]]) -> None:
    """Who leaves before Enter has used no time, and can begin later."""
    assert "has not started" in grader(START)[1]
    assert session(kata.root).time_left() == 30 * 60
    assert grader(["interview", "resume"], "status")[0] == 0


def test_two_people(kata: Kata, grader: Callable[..., tuple[int, str]]) -> None:
    """The interviewer scores and notes in a second terminal; the candidate's shows nothing of it."""
    observed: list[str] = []

    scores = ["1 yes", "2 part", "9 yes", "1 perhaps", "ask 2", "items"]

    def observe() -> None:
        other = Typist([*scores, "note nervous", "say good", "rubric", "1 no", "quit"])
        before, sys.stdin = sys.stdin, other  # type: ignore[assignment]  a terminal of its own
        out, sys.stdout = sys.stdout, _Ear(observed)  # type: ignore[assignment]  the same
        try:
            assert run(["interview", "observe"]) == 0
        finally:
            sys.stdin, sys.stdout = before, out

    code, said = grader([*START, "--with-interviewer"], "", observe, "next", "finish", "yes")
    assert code == 0
    heard = "".join(observed)
    assert "Listen for" in heard
    assert "Point 2: partly" in heard
    assert "there is no point 9" in heard
    assert "there is no item 2 yet" in heard
    assert "(2 of " in heard
    for private in ("Listen for", "nervous", "Acceptable", "partly", "competency", "missed"):
        assert private not in said
    standing = session(kata.root).standing
    assert sorted(mark.mark.value for mark in standing.scores.values()) == ["missed", "partly", "seen"]
    room = kata.root / ".grader" / "interviews" / "1"
    assert "nervous" not in (room / "report.html").read_text(encoding="utf-8")
    assert "nervous" in grader(["interview", "show", "1", "--private"])[1]
    code, said = grader(["interview", "observe"], "ask 1", "3 no", "say afterwards", "quit")
    assert code == 0
    assert "Point 3: missed" in said
    assert "competency" in said
    assert "afterwards" in (room / "report.md").read_text(encoding="utf-8")


class _Ear:
    """A standard output that is listened to."""

    encoding = "utf-8"

    def __init__(self, heard: list[str]) -> None:
        self._heard = heard

    def write(self, text: str) -> int:
        self._heard.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def fileno(self) -> int:
        """None."""
        raise OSError


@pytest.mark.parametrize(
    "arguments",
    [
        ["interview", "resume"],
        ["interview", "status"],
        ["interview", "finish"],
        ["interview", "observe"],
        ["interview", "show", "7"],
        ["interview", "compare"],
        ["interview", "start", "--topics", "gardening"],
        ["interview", "start", "--katas", "nothing"],
        ["interview", "start", "--minutes", "1"],
    ],
)
def test_what_cannot_be_done_is_said(
    kata: Kata, grader: Callable[..., tuple[int, str]], arguments: list[str]
) -> None:
    """A call that cannot be carried out is the person's to mend, and leaves no session behind."""
    code, said = grader(arguments)
    assert code == 2
    assert said
    assert Log(kata.root / ".grader").open_session() is None


@pytest.mark.usefixtures("kata")
def test_schema_is_printed(grader: Callable[..., tuple[int, str]]) -> None:
    """The form of the JSON report is to be had."""
    code, said = grader(["interview", "show", "--schema"])
    assert code == 0
    assert json.loads(said)["$defs"]["Document"]
