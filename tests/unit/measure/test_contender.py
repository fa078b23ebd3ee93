"""What comes back from a runner: data or a named failure, never a clock, a verdict or an object."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from grader.protocol import Job
from grader.verdict import Verdict
from grader.worker.lineup import Decided, Lineup, Task, must_agree, never, same

if TYPE_CHECKING:
    from pathlib import Path

SUITE = """
def answer():
    return 1

def call(kata, *arguments):
    return kata.answer(*arguments)
"""


def lineup(folder: Path, submission: str) -> Lineup:
    """Write a suite that is its own baseline, a reference and ``submission``."""
    suite, solutions = (
        folder / "checkout" / "tests" / "katas" / "kata",
        folder / "checkout" / "solutions" / "kata",
    )
    for place in (suite, solutions, *(folder / "room" / name for name in "strhw")):
        place.mkdir(parents=True)
    (suite / "benchmark.py").write_text(SUITE, encoding="utf-8")
    (solutions / "reference.py").write_text("def answer():\n    return 1\n", encoding="utf-8")
    attempt = folder / "room" / "s" / "attempt.py"
    attempt.write_text(textwrap.dedent(submission), encoding="utf-8")
    job = Job(
        stage="benchmark",
        token="t",  # noqa: S106  no secret
        suite=str(suite / "benchmark.py"),
        submission=str(attempt),
        kata="kata",
        solutions=str(solutions),
    )
    return Lineup(job)


@pytest.mark.parametrize("role", ["baseline", "reference", "submission"])
def test_each_module_answers(tmp_path: Path, role: str) -> None:
    """The suite itself is the baseline; a path with blanks and letters of other alphabets is a path."""
    folder = tmp_path / "Verzeichnis mit Ümläuten 日本"
    folder.mkdir()
    found, played = lineup(folder, "def answer():\n    return 1").play(role, Task("call", ()), never)
    assert found.value == 1
    assert played.usage.processes


@pytest.mark.parametrize(
    ("submission", "verdict", "said"),
    [
        ("def answer(:", Verdict.CRASHED, "SyntaxError"),
        ("import nowhere_to_be_found", Verdict.CRASHED, "ModuleNotFoundError"),
        ("import os\nos._exit(0)", Verdict.CRASHED, "before that"),
        ("def answer():\n    raise KeyError('gone')", Verdict.CRASHED, "KeyError: 'gone'"),
        ("def answer():\n    raise SystemExit(0)", Verdict.CRASHED, "SystemExit"),
        ("import os\ndef answer():\n    os._exit(0)", Verdict.CRASHED, "in the middle of the call"),
        (
            "class Equal:\n    def __eq__(self, other):\n        return True\nanswer = Equal",
            Verdict.WRONG,
            "Equal",
        ),
        (
            "import os, sys\ndef answer():\n    os.write(int(sys.argv[2]), bytes(7) + b'\\x03abc')",
            Verdict.TAMPERED,
            "malformed",
        ),
    ],
)
def test_each_failure_has_a_name(tmp_path: Path, submission: str, verdict: Verdict, said: str) -> None:
    """A crash is a crash, an object that equals everything is no answer, a forged message is no message."""
    with pytest.raises(Decided) as found:
        lineup(tmp_path, submission).play("submission", Task("call", ()), never)
    assert found.value.verdict is verdict
    assert said in found.value.cause


def test_a_failing_reference_is_not_the_learners_fault(tmp_path: Path) -> None:
    """What goes wrong in the known-good module is the grader's own error."""
    with pytest.raises(Decided) as found:
        lineup(tmp_path, "").play("reference", Task("nothing_of_that_name", ()), never)
    assert found.value.verdict is Verdict.GRADER_ERROR


def test_nothing_is_remembered_between_calls(tmp_path: Path) -> None:
    """Each call has a process of its own, so a cache that the last one filled is gone."""
    code = "seen = []\ndef answer():\n    seen.append(1)\n    return len(seen)"
    line = lineup(tmp_path, code)
    assert [line.play("submission", Task("call", ()), never)[0].value for _ in range(2)] == [1, 1]


def test_what_costs_too_much_is_stopped(tmp_path: Path) -> None:
    """The CPU that was used ends an endless loop, not the clock; its children end with it."""
    code = """
        import multiprocessing
        def burn():
            while True:
                pass
        def answer():
            multiprocessing.get_context("fork").Process(target=burn).start()
            burn()
    """
    with pytest.raises(Decided) as found:
        lineup(tmp_path, code).play("submission", Task("call", ()), lambda meter: meter.spent > 0.3)
    assert found.value.verdict is Verdict.SLOW
    assert "stopped after" in found.value.cause


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, 1, True),
        (1, True, False),
        (1, 1.0, False),
        ([1, "a"], [1, "a"], True),
        ([1], [True], False),
        ({"a": [1]}, {"a": [1]}, True),
        ({"a": 1}, {"b": 1}, False),
        (None, None, True),
    ],
)
def test_values_are_compared_with_their_types(one: object, other: object, equal: bool) -> None:  # noqa: FBT001  a parameter
    """Equal means of the same type as well, all the way down."""
    assert same(one, other) is equal
    if not equal:
        with pytest.raises(Decided, match="expected"):
            must_agree(one, other)
