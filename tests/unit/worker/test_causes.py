"""From an exception to a verdict and a sentence; the suite's source is never shown."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from grader.verdict import CheckResult, Verdict
from grader.worker.causes import explain, import_failure
from grader.worker.findings import Finding, exactly, sentence

if TYPE_CHECKING:
    from pathlib import Path

ATTEMPT = """
    import sys

    def todo():
        raise NotImplementedError

    def leave():
        sys.exit(3)

    def wrong():
        return [1, 2][5]

    class Silent(Exception):
        def __str__(self):
            raise RuntimeError

    def silent():
        raise Silent
"""


def _explained(tmp_path: Path, expression: str) -> CheckResult:
    """Explain the exception that ``expression`` raises, in a suite of its own file."""
    path = tmp_path / "attempt.py"
    path.write_text(textwrap.dedent(ATTEMPT))
    names: dict[str, Any] = {"pytest": pytest, "Finding": Finding, "Verdict": Verdict}
    exec(compile(path.read_text(), str(path), "exec"), names)  # noqa: S102  a submission to raise from
    try:
        exec(compile(expression, "/suites/correctness.py", "exec"), names)  # noqa: S102  a check to raise from
    except BaseException as error:  # noqa: BLE001  whatever leaves a check
        return explain(error, submission=str(path), suite="/suites/correctness.py")
    raise AssertionError("nothing was raised")


CASES = {
    "todo()": (Verdict.WRONG, "TODO in todo() ({path}:5) is not written yet"),
    "leave()": (Verdict.CRASHED, "sys.exit() was called: SystemExit: 3 ({path}:8 in leave)"),
    "wrong()": (Verdict.WRONG, "IndexError: list index out of range ({path}:11 in wrong)"),
    "silent()": (Verdict.WRONG, "Silent: (its text raised RuntimeError) ({path}:18 in silent)"),
    "assert False, 'saw 3, expected 4'": (Verdict.WRONG, "saw 3, expected 4"),
    "assert False": (Verdict.WRONG, "the check's condition does not hold"),
    "raise Finding(Verdict.LEAKED, 'two threads')": (Verdict.LEAKED, "two threads"),
    "raise Finding(Verdict.PASSED, '')": (Verdict.TAMPERED, "a check cannot fail with passed"),
    "pytest.skip('not here')": (Verdict.INCONCLUSIVE, "the check was skipped: not here"),
    "pytest.fail('no such thing')": (Verdict.WRONG, "no such thing"),
}


@pytest.mark.parametrize(("expression", "expected"), CASES.items(), ids=CASES.keys())
def test_each_exception_has_its_sentence(
    tmp_path: Path, expression: str, expected: tuple[Verdict, str]
) -> None:
    """Verdict and cause say what happened, and where in the submission."""
    result = _explained(tmp_path, expression)
    path = str(tmp_path / "attempt.py")
    assert (result.verdict, result.cause) == (expected[0], expected[1].format(path=path))


def test_the_suites_source_is_not_shown(tmp_path: Path) -> None:
    """The traceback begins in the submission."""
    result = _explained(tmp_path, "secret = 42; wrong()")
    assert "secret" not in str(result.evidence)
    assert "return [1, 2][5]" in str(result.evidence)


def test_a_syntax_error_shows_its_place() -> None:
    """The line, the text and the column of a syntax error are shown."""
    try:
        compile("x = 1\ndef f(\n", "/w/attempt.py", "exec")
    except SyntaxError as error:
        found = import_failure(error, submission="/w/attempt.py")
    assert found.verdict is Verdict.CRASHED
    assert found.cause.startswith("/w/attempt.py:2: SyntaxError: ")
    assert "def f(\n     ^" in str(getattr(found.evidence[0], "body", ""))


class _Anything(int):
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def test_what_equals_everything_is_no_answer() -> None:
    """Values are compared by the expected types' own rules, all the way down."""
    assert exactly([1, {"a": (2, 3)}], [1, {"a": (2, 3)}])
    assert not exactly(_Anything(4), 4)
    assert not exactly([_Anything(4)], [4])
    assert not exactly({"a": _Anything(4)}, {"a": 4})
    assert not exactly([4, 5], [4])
    assert not exactly(True, 1)  # noqa: FBT003  the values to compare


def test_a_sentence_is_the_first_paragraph() -> None:
    """What follows the first paragraph of a docstring is not for the learner."""

    def check() -> None:
        pass

    check.__doc__ = """Two lines
        of one sentence.

        For the author.
        """
    assert sentence(check) == "Two lines of one sentence."
