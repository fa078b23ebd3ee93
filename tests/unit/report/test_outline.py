"""What a report offers next is open, and not refused when it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.kata import STAGES
from grader.report.outline import following
from grader.report.style import Style
from grader.verdict import Report, StageResult, Verdict

OWN = "/home/a learner/katas/kata01_lost_update/attempt.py"


def passed(path: str, *stages: str) -> Report:
    """A report of stages that all passed."""
    results = tuple(StageResult(stage=stage, verdict=Verdict.PASSED) for stage in stages)
    return Report(kata="kata01_lost_update", path=path, verdict=Verdict.PASSED, stages=results)


@pytest.mark.parametrize(
    ("report", "interview", "offered"),
    [
        (passed(OWN, *STAGES), False, ["debrief", "solution", "next", "file"]),
        (passed("/elsewhere/answer.py", *STAGES), False, ["next", "file"]),
        (passed(OWN, "correctness"), False, ["all", "file"]),
        (passed(OWN, *STAGES), True, ["file"]),
    ],
    ids=["a pass", "another file", "one stage alone", "in an interview"],
)
def test_what_a_pass_opens(report: Report, interview: bool, offered: list[str]) -> None:  # noqa: FBT001  a column of the table
    """Debrief and solution open with a pass of the own attempt in all stages, outside of an interview."""
    style = replace(Style(), interview=interview)
    assert [label for label, _ in following(report, style)] == offered


def test_what_is_left_to_judge_names_the_file() -> None:
    """After one stage of another file, the command judges all of that file, blanks and all."""
    offered = dict(following(passed("/else where/answer.py", "schedules"), Style()))
    assert offered["all"] == "grader check kata01 --file '/else where/answer.py'"
