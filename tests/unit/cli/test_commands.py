"""What each command prints, keeps and returns."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.cli import run
from grader.history import History, Kind

if TYPE_CHECKING:
    from grader.kata import Kata
from grader.kata import Catalogue
from grader.scaffold import Facts, scaffold

CHECK = ["check", "kata01"]


def test_check_makes_the_attempt_and_shows_why_it_fails(
    kata: Kata, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first check needs nothing but itself."""
    assert run(CHECK) == 1
    said = capsys.readouterr()
    assert kata.attempt.read_bytes() == kata.starter.read_bytes()
    assert "Made katas/kata01_tickets/attempt.py" in said.err
    assert "WRONG" in said.out
    assert "grader hint kata01" in said.out


def test_check_shows_a_race_and_replays_it(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that the report names plays the schedule that failed."""
    wrong = kata.solutions / "wrong" / "no_lock.py"
    assert run([*CHECK, "--file", str(wrong), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    (report,) = document["reports"]
    assert (document["version"], document["exit_code"], report["verdict"]) == (1, 1, "race")
    (replay,) = {check["replay"] for check in report["stages"][-1]["checks"]}
    assert run(["replay", "kata01", replay, "--file", str(wrong)]) == 1
    assert "self._last += 1" in capsys.readouterr().out


def test_check_passes_a_right_answer(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """A pass says what it rests on."""
    kata.attempt.write_bytes(kata.reference.read_bytes())
    assert run(["check"]) == 0
    said = capsys.readouterr().out
    assert "every schedule" in said
    assert "grader solution kata01" in said
    assert run(["solution"]) == 0
    assert "with self._lock:" in capsys.readouterr().out
    assert run(["list"]) == 0
    listed = capsys.readouterr().out
    assert "passed" in listed
    assert "Tickets «1»" in listed


def test_another_file_is_no_pass(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """Grading the reference does not open the solution, nor does one stage alone."""
    assert run([*CHECK, "--file", str(kata.reference)]) == 0
    kata.attempt.write_bytes(kata.reference.read_bytes())
    assert run([*CHECK, "--stage", "correctness"]) == 0
    said = capsys.readouterr().out
    assert "all       grader check kata01\n" in said
    assert "grader solution" not in said
    assert run(["solution", "kata01"]) == 2
    assert "--give-up" in capsys.readouterr().err
    assert run(["solution", "kata01", "--give-up"]) == 0


def test_all_attempts_are_judged(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """`--all` needs an attempt, and gives the gravest exit code."""
    assert run(["check", "--all"]) == 2
    assert "grader start" in capsys.readouterr().err
    run(["start", "kata01"])
    capsys.readouterr()
    assert run(["check", "--all", "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert report["kata"] == kata.id
    assert run(["check", "--all"]) == 1
    assert "0 of 1 passed" in capsys.readouterr().out
    assert History(kata.root, pytest.fail).entries(kata.id)[-1].kind is Kind.BATCH


def test_kata_last_worked_on(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name, the newest command or edit says which kata is meant; `--all` does not."""
    other, _ = scaffold(Catalogue(kata.root), Facts("other"))
    run(["start", "kata01"])
    run(["start", "kata02"])
    assert run(["hint"]) == 0
    assert "grader hint kata02" in capsys.readouterr().out
    later = time.time() + 60
    os.utime(kata.attempt, (later, later))
    run(["list"])
    assert "Go on with kata01" in capsys.readouterr().out
    os.utime(kata.attempt, (0, 0))
    History(kata.root, pytest.fail).record(kata.id, Kind.BATCH)
    assert run(["hint"]) == 0
    assert f"grader solution {other.id[:6]}" in capsys.readouterr().out


@pytest.mark.usefixtures("kata")
def test_hints_come_one_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    """Each call shows one more; `--again` shows those seen."""
    assert run(["hint", "kata01", "--again"]) == 2
    run(["hint", "kata01"])
    first = capsys.readouterr().out
    assert "Hint 1 of 2" in first
    assert "Hint 2" not in first
    run(["hint", "kata01"])
    assert "Hint 2 of 2" in capsys.readouterr().out
    run(["hint", "kata01"])
    again = capsys.readouterr().out
    assert "Hint 1 of 2" in again
    assert "That was the last" in again


def test_reset_keeps_what_was_written(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """The attempt is the starter again, and the old one is in a file and in the history."""
    assert run(["reset", "kata01"]) == 2
    run(["start", "kata01"])
    kata.attempt.write_text("mine = 1\n", encoding="utf-8")
    assert run(["start", "kata01"]) == 0
    assert kata.attempt.read_text(encoding="utf-8") == "mine = 1\n"
    assert run(["reset", "kata01"]) == 0
    assert kata.attempt.read_bytes() == kata.starter.read_bytes()
    (backup,) = (kata.root / ".grader" / "backups").iterdir()
    assert backup.read_text(encoding="utf-8") == "mine = 1\n"
    entry = History(kata.root, pytest.fail).entries()[-1]
    capsys.readouterr()
    assert run(["history", "--show", str(entry.number)]) == 0
    assert capsys.readouterr().out == "mine = 1\n"
    assert run(["history", "kata01"]) == 0
    assert "reset" in capsys.readouterr().out


@pytest.mark.usefixtures("kata")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "nope"], "`grader list`"),
        (["check"], "`grader start 1`"),
        (["check", "kata01", "--file", "missing file.py"], "missing file.py: no such file"),
        (["check", "kata01", "--file", "."], "directory"),
        (["check", "kata01", "--file", "katas/kata01_tickets/b\udcff.py"], "rename the file"),
        (["check", "kata01", "--stage", "speed"], "correctness, schedules, benchmark"),
        (["check", "kata01", "--all"], "--all"),
        (["replay", "kata01", "nonsense", "--file", "katas/kata01_tickets/starter.py"], "is no schedule"),
        (["replay", "kata01", "test_x:1"], "`grader start kata01`"),
        (["history", "--show", "99"], "entry 99"),
        (["new", "Bad Name"], "small letters"),
        (["new", "kata01_other"], "is taken"),
        (["chek"], "chek"),
    ],
)
def test_bad_calls_are_answered_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, what is amiss, and the next command; nothing on standard output."""
    Path("katas/kata01_tickets/b\udcff.py").touch()
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


@pytest.mark.usefixtures("kata")
def test_bad_calls_give_a_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    """With `--json` standard output is one JSON object, whatever happens."""
    assert run(["check", "nope", "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert (document["exit_code"], document["reports"]) == (2, [])
    assert "nope" in document["error"]
    assert run(["check", "--bogus", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["exit_code"] == 2


def test_broken_history_costs_no_verdict(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """A check beside a corrupt database warns, and judges."""
    database = kata.root / ".grader" / "history.sqlite3"
    database.parent.mkdir()
    database.write_bytes(b"no database " * 100)
    assert run([*CHECK, "--file", str(kata.reference)]) == 0
    said = capsys.readouterr()
    assert "PASSED" in said.out
    assert said.err.count("warning:") == 1


def test_new_kata_works_and_verify_says_what_is_to_do(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """Every submission of the scaffold gets its verdict; only the author's own part is missing."""
    assert run(["verify", "-n", "2"]) == 1
    said = capsys.readouterr().out
    assert "5 judged" in said
    assert "0 not as expected" in said
    assert f"katas/{kata.id}/README.md:3: still to do" in said
    assert "2 wrong answers; a kata has at least 5" in said


def test_verify_accepts_a_filled_kata(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """What `new` makes is accepted once it is filled; a wrong expectation is not."""
    for tree in (kata.directory, kata.solutions, kata.suites):
        for path in tree.rglob("*.*"):
            if path != kata.starter:
                path.write_text(path.read_text(encoding="utf-8").replace("TODO", "Done"), encoding="utf-8")
    with kata.hints.open("a", encoding="utf-8") as file:
        file.write("\n## A lock\n\nTake one.\n")
    no_lock = kata.solutions / "wrong" / "no_lock.py"
    for n in range(3):
        no_lock.with_name(f"copy{n}.py").write_bytes(no_lock.read_bytes())
    assert run(["verify"]) == 0, capsys.readouterr().out
    text = no_lock.read_text(encoding="utf-8").replace("race in schedules", "deadlock in schedules")
    no_lock.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["verify", "kata01"]) == 1
    assert "expected deadlock in schedules, and got race in schedules" in capsys.readouterr().out


def test_verify_finds_what_is_missing_and_astray(
    kata: Kata, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing parts and orphans are errors, each named with its path."""
    monkeypatch.setattr("grader.verify.cases", lambda *_: ())
    kata.debrief.unlink()
    kata.suite("schedules").unlink()
    (kata.directory / "notes.txt").write_text("x")
    (kata.root / "solutions" / "kata07_gone").mkdir()
    bad = kata.solutions / "wrong" / "no_lock.py"
    bad.write_text('"""No expectation."""\n')
    assert run(["verify"]) == 1
    said = capsys.readouterr().out
    for path in (
        kata.debrief,
        kata.suite("schedules"),
        kata.directory / "notes.txt",
        bad,
        Path("kata07_gone"),
    ):
        assert str(path.relative_to(kata.root) if path.is_absolute() else path) in said


@pytest.mark.usefixtures("checkout")
def test_doctor_says_what_the_machine_means_for_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding comes with its meaning."""
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    for word in ("Python", "GIL", "start method", "cores", "parallel capacity"):
        assert word in said
