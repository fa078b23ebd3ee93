"""Prints the corpus as a table: ``python tests/unit/zoo_table.py``: program, verdict, check and cause.

Every program of ``zoo/`` is judged; the last line counts those whose verdict is not the one they must get.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.judge import judge
from grader.kata import Catalogue, Kata, expectation
from grader.verdict import Verdict

ZOO = Catalogue(Path(__file__).parent / "zoo")


def row(kata: Kata, path: Path) -> tuple[bool, str]:
    """Judge one program; whether it got its verdict, and the line to print."""
    wrong = path.parent.name == "wrong"
    wanted = expectation(path).verdicts if wrong else (Verdict.PASSED,)
    report = judge(kata, path, stages=("correctness",))
    check = next((one for one in report.stages[0].checks if one.verdict is report.verdict), None)
    named = f"{check.check}: {check.cause}" if check and wrong else ""
    good = report.verdict in wanted
    return good, f"{path.stem:36} {report.verdict:10} {'' if good else '!!'} {named[:160]}"


def main() -> int:
    """Print the table; ``sys.argv`` may name parts of the katas' names."""
    asked = sys.argv[1:]
    unlike, judged = 0, 0
    for kata in ZOO.katas:
        if kata.number == 8 or (asked and not any(part in kata.id for part in asked)):
            continue
        for path in (*kata.right_answers, *kata.wrong_answers):
            good, line = row(kata, path)
            print(line, flush=True)  # noqa: T201  this is what it is for
            judged, unlike = judged + 1, unlike + (not good)
    print(f"{judged} programs, {unlike} with another verdict than theirs")  # noqa: T201  the same
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main())
