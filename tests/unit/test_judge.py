"""The judge: stages in order, the first failure decides, and nothing is a pass by being absent."""

from __future__ import annotations

import shutil
import textwrap
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.errors import KataError, Stopped, UsageError
from grader.judge import judge, replay
from grader.kata import Catalogue, Kata
from grader.report.outline import tally
from grader.verdict import Text, Verdict

if TYPE_CHECKING:
    from grader.protocol import Progress

ZOO = Path(__file__).parent / "zoo"


@pytest.fixture
def kata(tmp_path: Path) -> Kata:
    """Give a copy of a miniature kata that a test may change."""
    root = tmp_path / "a clone, über"
    for part in ("katas", "solutions", "tests/katas"):
        shutil.copytree(ZOO / part / "kata01_passed", root / part / "kata01_passed")
    return Catalogue(root).find("kata01")


def test_a_skipped_stage_says_why(kata: Kata) -> None:
    """Stages that a kata does not have are in the report, with the reason of kata.toml."""
    report = judge(kata, kata.reference)
    assert report.verdict is Verdict.PASSED
    assert [stage.verdict.value for stage in report.stages] == ["passed", "skipped", "skipped"]
    assert report.stages[1].reason == "a miniature"


def test_skipped_alone_is_no_pass(kata: Kata) -> None:
    """Where nothing was judged, nothing has passed."""
    assert judge(kata, kata.reference, stages=("schedules",)).verdict is Verdict.SKIPPED


def test_a_missing_suite_is_the_authors_fault(kata: Kata) -> None:
    """A suite that is missing without a reason stops the judge."""
    kata.suite("correctness").unlink()
    with pytest.raises(KataError, match="missing"):
        judge(kata, kata.reference)


def test_an_empty_suite_is_no_pass(kata: Kata) -> None:
    """A suite without checks is our own fault."""
    kata.suite("correctness").write_text('"""Nothing here."""\n')
    assert judge(kata, kata.reference).verdict is Verdict.GRADER_ERROR


def test_a_check_without_a_sentence_is_our_fault(kata: Kata) -> None:
    """What the learner could not be told about is not judged."""
    kata.suite("correctness").write_text('"""One check."""\ndef test_it(attempt):\n    pass\n')
    report = judge(kata, kata.reference)
    assert report.verdict is Verdict.GRADER_ERROR
    assert "without a docstring" in report.stages[0].reason


def test_progress_is_told(kata: Kata) -> None:
    """Who listens hears of each check as it starts, and what it found as it ends."""
    heard: list[Progress] = []
    judge(kata, kata.reference, stages=("correctness",), listen=heard.append)
    checks = ["test_doubles_two", "test_doubles_nothing"]
    assert [message.check for message in heard if message.verdict is None] == checks
    assert [message.check for message in heard if message.verdict is Verdict.PASSED] == checks


def test_a_judgement_can_be_called_off(kata: Kata, tmp_path: Path) -> None:
    """Whoever calls it off need not wait for the check that runs, and nothing is left running."""
    hangs = tmp_path / "hangs.py"
    hangs.write_text("import time\n\n\ndef double(number):\n    time.sleep(600)\n")
    stop = threading.Event()
    began: list[float] = []

    def listen(_: Progress) -> None:
        began.append(time.monotonic())
        stop.set()

    with pytest.raises(Stopped):
        judge(kata, hangs, listen=listen, stop=stop)
    assert len(began) == 1
    assert time.monotonic() - began[0] < float(kata.limits("correctness").get("seconds", 10))


def test_a_failure_names_the_hint_that_fits(kata: Kata, tmp_path: Path) -> None:
    """Every check that failed has the hint that fits it; one that passed has none."""
    kata.hints.write_text("# Hints\n\n## Twice\n\n<!-- fits: test_doubles_two -->\n\nTwo of them.\n")
    same = tmp_path / "same.py"
    same.write_text("def double(number):\n    return number\n")
    checks = {check.check: check for stage in judge(kata, same).stages for check in stage.checks}
    assert (checks["test_doubles_two"].hint, checks["test_doubles_two"].hint_number) == ("Twice", 1)
    assert checks["test_doubles_nothing"].verdict is Verdict.PASSED
    assert checks["test_doubles_nothing"].hint == ""


@pytest.mark.parametrize(
    ("body", "verdict"),
    [("return number", Verdict.WRONG), ("import os; os._exit(0)", Verdict.CRASHED)],
    ids=["fails", "dies"],
)
def test_no_check_is_run_after_the_first_that_fails(
    kata: Kata, tmp_path: Path, body: str, verdict: Verdict
) -> None:
    """Asked for the first failure, the judge runs no further check, and the verdict is the same."""
    path = tmp_path / "wrong.py"
    path.write_text(f"def double(number):\n    {body}\n")
    checks = "\n".join(
        f'def test_{n}(attempt):\n    """Check {n}."""\n    assert attempt.double({n}) == {2 * n}\n'
        for n in range(1, 5)
    )
    kata.suite("correctness").write_text(f'"""Four checks."""\n{checks}')
    (whole,) = judge(kata, path).stages
    (stage,) = judge(kata, path, exitfirst=True).stages
    assert whole.verdict is stage.verdict is verdict
    assert [check.verdict for check in whole.checks] == [verdict] * 4
    assert [check.verdict for check in stage.checks] == [verdict] + [Verdict.SKIPPED] * 3
    assert {check.cause for check in stage.checks[1:]} == {"not run: an earlier check failed"}
    assert tally(stage) == "1 of 4 checks failed, 3 not run"
    assert judge(kata, kata.reference, exitfirst=True).verdict is Verdict.PASSED


@pytest.mark.parametrize("stages", [(), ("correctness", "style")])
def test_an_unknown_stage_is_refused(kata: Kata, stages: tuple[str, ...]) -> None:
    """A stage that there is not, or none at all, cannot be passed."""
    with pytest.raises(UsageError, match="no stage is called"):
        judge(kata, kata.reference, stages=stages)


def test_a_schedule_must_name_a_check(kata: Kata) -> None:
    """What is no schedule is refused, and where to copy one from is said."""
    with pytest.raises(UsageError, match="grader check kata01"):
        replay(kata, kata.reference, "4b.9a")


def test_a_file_that_changes_meanwhile_changes_nothing(kata: Kata, tmp_path: Path) -> None:
    """What was read is judged, even where the learner saves the file in the middle of it."""
    path = tmp_path / "attempt.py"
    path.write_bytes(kata.reference.read_bytes())

    def save(_: Progress) -> None:
        path.write_text("syntax error here\n")

    assert judge(kata, path, stages=("correctness",), listen=save).verdict is Verdict.PASSED


def test_many_checks_after_a_death_at_import_are_not_all_tried(kata: Kata, tmp_path: Path) -> None:
    """Two deaths at import settle the rest, which is said of each check."""
    checks = "\n".join(f'def test_{n}(attempt):\n    """Check {n}."""\n' for n in range(9))
    kata.suite("correctness").write_text(f'"""Nine checks."""\n{checks}')
    path = tmp_path / "dies.py"
    path.write_text("import os\nos._exit(0)\n")
    (stage,) = judge(kata, path, stages=("correctness",)).stages
    assert stage.verdict is Verdict.CRASHED
    assert [check.cause.startswith("not run: ") for check in stage.checks] == [False] * 2 + [True] * 7


def test_what_a_suite_starts_for_itself_is_no_leak(kata: Kata) -> None:
    """A server thread and process that a module's fixture owns are not charged to the submission."""
    kata.suite("correctness").write_text(
        textwrap.dedent('''
        """A suite with a server."""
        import subprocess, sys, threading
        import pytest

        @pytest.fixture(scope="module")
        def server():
            stop = threading.Event()
            thread = threading.Thread(target=stop.wait)
            thread.start()
            with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
                yield
                process.communicate(b"\\n")
            stop.set()
            thread.join()

        def test_one(attempt, server):
            """One."""

        def test_two(server, attempt):
            """Two."""
        ''')
    )
    assert judge(kata, kata.reference, stages=("correctness",)).verdict is Verdict.PASSED


def test_threads_of_a_living_object_can_be_asked_for(kata: Kata, tmp_path: Path) -> None:
    """A pool that an object keeps is a leak while it lives, though it goes with the object."""
    kata.suite("correctness").write_text(
        textwrap.dedent('''
        """A suite that looks early."""

        def test_it(attempt, nothing_left):
            """No thread stays."""
            kept = attempt.Thing()
            kept.work()
            nothing_left()
        ''')
    )
    path = tmp_path / "pool.py"
    path.write_text(
        textwrap.dedent("""
        from concurrent.futures import ThreadPoolExecutor

        class Thing:
            def work(self):
                print("debugging by print")
                self.pool = ThreadPoolExecutor(1)
                return self.pool.submit(int).result()
        """)
    )
    (stage,) = judge(kata, path, stages=("correctness",)).stages
    assert stage.verdict is Verdict.LEAKED
    assert "ThreadPoolExecutor" in stage.checks[0].cause
    assert "debugging by print" in str(stage.checks[0].evidence)


DRAWS = '''"""Draws."""
def test_drawn(attempt, rng):
    """What is drawn is known."""
    number = rng.randrange(10**12)
    assert attempt.double(number) == 0, f"drawn: {number}"
def test_not_drawn(attempt):
    """Nothing is drawn."""
    assert attempt.double(1) == 0
'''


def _drawn(kata: Kata, **options: int) -> tuple[str, list[str]]:
    """What a failing check had drawn, and what is shown of that."""
    kata.suite("correctness").write_text(DRAWS)
    (stage,) = judge(kata, kata.reference, options=options).stages
    drawn, plain = stage.checks
    assert all("seed" not in str(one) for one in plain.evidence)
    return drawn.cause, [one.body for one in drawn.evidence if isinstance(one, Text) and "seed" in one.body]


def test_inputs_are_drawn_anew_and_can_be_had_again(kata: Kata) -> None:
    """Each judgement draws its own, a seed repeats them, and a failure names the seed."""
    first, (shown,) = _drawn(kata)
    seed = int(shown.split("--seed ")[1].split("`")[0])
    assert _drawn(kata, inputs=seed) == (first, [shown])
    assert len({first, _drawn(kata)[0], _drawn(kata)[0]}) > 1
