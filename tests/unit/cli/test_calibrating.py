"""`grader verify --calibrate` and `grader history --report`: figures in, tables out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from grader.cli import run
from grader.verdict import CheckResult, Report, StageResult, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Kata

LIMITS = {"workers": 2, "busiest": 0.65, "overhead": 2.0, "overlap": 0.25, "caller": 0.25, "settled": []}
GOOD = {"busiest": 0.5, "overhead": 1.1, "overlap": 0.9, "caller": 0.02}


@pytest.fixture
def shows(kata: Kata, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, float]]:
    """Give what answers show in place of a benchmark: the measures by the name of the answer."""
    manifest = kata.directory / "kata.toml"
    text = manifest.read_text(encoding="utf-8").partition("[benchmark]")[0]
    manifest.write_text(text + "[benchmark]\nworkers = 2\n", encoding="utf-8")
    for path in (*kata.right_answers, *kata.wrong_answers):
        if path != kata.reference:
            path.unlink()
    for name in ("even_and_odd", "one_by_one"):
        wrong = kata.solutions / "wrong" / f"{name}.py"
        wrong.write_text('"""Slow."""\n# expect: slow in benchmark\n', encoding="utf-8")
    found: dict[str, dict[str, float]] = {
        "reference": {},
        "even_and_odd": {"busiest": 0.87},
        "one_by_one": {"overlap": 0.02},
    }

    def judge(kata: Kata, path: Path, **_: Any) -> Report:
        verdict = Verdict.PASSED if path.stem == "reference" else Verdict.SLOW
        figures = {"limits": LIMITS, "measures": [GOOD | found[path.stem]] * 2}
        check = CheckResult(check="test_it", sentence="It.", verdict=verdict, figures=figures)
        stage = StageResult(stage="benchmark", verdict=verdict, checks=(check,))
        return Report(kata=kata.id, path=str(path), verdict=verdict, stages=(stage,))

    monkeypatch.setattr("grader.judge.judge", judge)
    return found


def test_limits_with_room_on_both_sides(
    shows: dict[str, dict[str, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A row per answer, a row per limit with what is proposed; exit code 0."""
    assert shows
    assert run(["verify", "--calibrate", "kata01"]) == 0
    said = capsys.readouterr().out
    assert "wrong/even_and_odd  slow" in said
    lines = {line.split()[0]: line.split() for line in said.splitlines() if line}
    assert lines["busiest"][1:4] == ["0.65", "0.50", "0.87"]
    assert lines["overlap"][1:4] == ["0.25", "0.90", "0.02"]
    assert 0.5 < float(lines["busiest"][-1]) < 0.75


def test_an_answer_without_room_is_named(
    shows: dict[str, dict[str, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A right answer near the limit and a wrong one just beyond it: exit code 1."""
    shows["reference"] = {"busiest": 0.63}
    shows["even_and_odd"] = {"busiest": 0.69}
    assert run(["verify", "--calibrate", "kata01"]) == 1
    said = capsys.readouterr().out
    assert "reference.py: busiest 0.63 uses 0.87 of the limit 0.65" in said
    assert "even_and_odd.py: busiest 0.69 uses 1.27 of the limit 0.65" in said
    assert "busiest: no limit leaves both sides their room" in said


@pytest.mark.usefixtures("kata")
def test_a_kata_without_a_benchmark_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to calibrate where kata.toml skips the stage."""
    assert run(["verify", "--calibrate", "kata01"]) == 0
    assert "has no benchmark" in capsys.readouterr().out


@pytest.mark.usefixtures("kata")
def test_calibrating_needs_a_kata(capsys: pytest.CaptureFixture[str]) -> None:
    """It takes minutes, so it is asked of one kata."""
    assert run(["verify", "--calibrate"]) == 2
    assert "grader verify --calibrate kata15" in capsys.readouterr().err


def test_history_gives_back_the_report(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """What was judged comes back as JSON; a number without a report is a sentence."""
    assert run(["check", "kata01", "--stage", "correctness", "--file", str(kata.reference)]) == 0
    capsys.readouterr()
    assert run(["history", "--report", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "passed"
    assert run(["history", "--report", "99"]) == 2
    assert "entry 99 kept no report" in capsys.readouterr().err
