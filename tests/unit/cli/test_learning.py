"""The learner's loop around a check: what is explained, kept, compared, brought back and completed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from grader.cli import run
from grader.cli.commands import app
from grader.cli.progress import Course
from grader.history import History, Kind
from grader.protocol import Progress
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.kata import Kata


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_explained(verdict: Verdict, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has a section of its own, and no other's."""
    assert run(["explain", verdict.value.replace("_", " ")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("## ")
    assert said.count("\n## ") == 0
    assert len(said.splitlines()) > 3


def test_explain_names_all_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a verdict there is a line for each; one that there is not is a bad call."""
    assert run(["explain"]) == 0
    said = capsys.readouterr().out
    assert all(f"{verdict.value} " in said for verdict in Verdict)
    assert run(["explain", "sloth"]) == 2


def test_a_pass_is_followed_by_why_it_works(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """The lesson comes when the answer is right: not before, and not for another file."""
    assert run(["debrief", kata.id]) == 2
    assert "--give-up" in capsys.readouterr().err
    run(["check", kata.id, "--file", str(kata.reference)])
    assert "grader debrief kata01`" not in capsys.readouterr().out
    kata.attempt.write_bytes(kata.reference.read_bytes())
    assert run(["check", kata.id]) == 0
    assert "`grader debrief kata01`" in capsys.readouterr().out
    assert run(["debrief", kata.id]) == 0
    assert kata.debrief.read_text(encoding="utf-8").strip() in capsys.readouterr().out


def test_history_compares_and_restores(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """Two entries, or an entry and the attempt; what a restore takes the place of is kept."""
    history = History(kata.root, pytest.fail)
    first = history.record(kata.id, Kind.CHECK, source=b"x = 1\n")
    second = history.record(kata.id, Kind.CHECK, source=b"x = 2\n")
    assert run(["history", "--diff", f"{first}", "--with", f"{second}"]) == 0
    said = capsys.readouterr().out
    assert "-x = 1\n+x = 2" in said
    assert run(["history", "--diff", f"{first}"]) == 2
    kata.attempt.write_bytes(b"x = 3\n")
    assert run(["history", "--diff", f"{first}"]) == 0
    assert "-x = 1\n+x = 3" in capsys.readouterr().out
    assert run(["history", "--restore", f"{first}"]) == 0
    assert kata.attempt.read_bytes() == b"x = 1\n"
    newest = history.entries()[-1]
    assert (newest.kind, history.source(newest.number)) == (Kind.RESTORE, b"x = 3\n")
    (backup,) = (kata.root / ".grader" / "backups").iterdir()
    assert backup.read_bytes() == b"x = 3\n"
    assert run(["history", "--restore", "99"]) == 2
    assert kata.attempt.read_bytes() == b"x = 1\n"


def test_list_takes_what_is_asked_for(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """By topic, by level, or only what is still to do; nothing found is a bad call."""
    assert run(["list", "THREADS", "--level", "1", "--open"]) == 0
    assert kata.id[:6] in capsys.readouterr().out
    assert run(["list", "--level", "5"]) == 2
    assert run(["list", "butterflies"]) == 2


def test_a_hint_can_be_asked_for_by_number(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that a report names counts as seen; the next one is the first that was not."""
    assert run(["hint", kata.id, "2"]) == 0
    assert "Hint 2 of 2" in capsys.readouterr().out
    assert run(["hint", kata.id]) == 0
    said = capsys.readouterr().out
    assert "Hint 1 of 2" in said
    assert "That was the last" in said
    assert run(["hint", kata.id, "3"]) == 2


def test_report_names_the_hint_that_fits(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """The scaffold says which hint fits a race; the command shows that one."""
    wrong = kata.solutions / "wrong" / "no_lock.py"
    assert run(["check", kata.id, "--file", str(wrong)]) == 1
    said = capsys.readouterr().out
    assert "Who may be inside?" in said
    assert "grader hint kata01 2" in said


def test_junit_is_written_beside_the_report(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is XML, and the report is printed all the same; where it cannot be written is a bad call."""
    wrong = kata.solutions / "wrong" / "no_lock.py"
    assert run(["check", kata.id, "--file", str(wrong), "--junit", "report.xml"]) == 1
    assert "RACE" in capsys.readouterr().out
    root = ET.parse(kata.root / "report.xml").getroot()  # noqa: S314  our own
    assert {failure.get("type") for failure in root.iter("failure")} == {"race"}
    assert run(["check", kata.id, "--file", str(wrong), "--junit", "no/such/place.xml"]) == 2


def test_document_is_valid_by_the_schema_that_is_printed(
    kata: Kata, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `grader schema` prints is what `--json` keeps to, for a report and for a bad call."""
    assert run(["schema"]) == 0
    validator = Draft202012Validator(json.loads(capsys.readouterr().out))
    for arguments in ([kata.id, "--file", str(kata.solutions / "wrong" / "no_lock.py")], ["nope"]):
        run(["check", *arguments, "--json"])
        validator.validate(json.loads(capsys.readouterr().out))


def test_a_path_does_in_place_of_the_kata(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """A hook passes paths: the attempt's is the attempt, another one another file."""
    kata.attempt.write_bytes(kata.reference.read_bytes())
    assert run(["check", f"katas/{kata.id}/attempt.py"]) == 0
    assert run(["check", f"solutions/{kata.id}/wrong/no_lock.py"]) == 1
    kinds = [entry.kind for entry in History(kata.root, pytest.fail).entries()]
    assert kinds == [Kind.CHECK, Kind.FILE]
    capsys.readouterr()
    assert run(["check", "elsewhere.py"]) == 2
    assert "--file" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "history", "check", "explain", "hint"])
def test_plain_text_has_no_signs(command: str, kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--plain` everything is words, also where colour was asked for."""
    kata.attempt.write_bytes((kata.solutions / "wrong" / "no_lock.py").read_bytes())
    run(["check", kata.id])
    capsys.readouterr()
    run([command, "--plain"])
    said = capsys.readouterr().out
    assert said.strip()
    assert not set(said) & set("✓✗│─╭╰▶█·\x1b")


def test_plain_text_can_be_a_habit(
    kata: Kata, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable in the environment stands for the option."""
    monkeypatch.setenv("GRADER_PLAIN", "1")
    assert run(["check", kata.id, "--file", str(kata.solutions / "wrong" / "no_lock.py")]) == 1
    assert "Verdict: race, in stage schedules." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("grader check kata0", "kata01_tickets"),
        ("grader watch k", "kata01_tickets"),
        ("grader explain dead", "deadlock"),
        ("grader check kata01 --stage sch", "schedules"),
        ("grader expl", "explain"),
    ],
)
def test_the_shell_completes(kata: Kata, typed: str, offered: str) -> None:
    """Katas, verdicts, stages and commands, as bash asks for them."""
    done = subprocess.run(
        [sys.executable, "-c", "from grader.cli import main; main()"],
        cwd=kata.root,
        env=os.environ
        | {
            "_GRADER_COMPLETE": "complete_bash",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(len(typed.split()) - 1),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == [offered]


def test_course_says_how_far_and_how_long() -> None:
    """Stage, place, schedules, bound, what time is left at most, and what it took last time."""
    clock = [0.0]
    course = Course("Judging", 4.6, lambda: clock[0])
    course.take(Progress("", "test_x", "passed", Verdict.PASSED, stage="correctness", number=6, of=6))
    clock[0] = 1.5
    course.take(
        Progress(
            "",
            "test_y",
            "searching",
            stage="schedules",
            number=3,
            of=9,
            sentence="Two threads add.",
            schedules=1204,
            bound=1,
            left=17.6,
        )
    )
    assert course.done == ["correctness  6 checks, 1.5 s"]
    assert course.head() == "schedules  3 of 9  1.5 s (last time 4.6 s)"
    assert course.check() == "Two threads add."
    assert course.detail() == (
        "1,204 schedules so far, now those with at most 1 preemption; at most 18 s more"
    )
    course.take(Progress("", "test_y", "race", Verdict.RACE, stage="schedules", number=3, of=9))
    assert course.head().startswith("schedules  3 of 9, 1 failed")


def test_every_command_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` says what each command does and how it is called."""
    for registered in app.registered_commands:
        command = registered.name or (registered.callback.__name__ if registered.callback else "")
        assert run([command, "--help"]) == 0
        said = capsys.readouterr().out
        assert "Examples:" in said, command
        assert f"  grader {command}" in said
