"""`grader check` in another terminal while an interview is open: it is the interview's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.cli.interviewing import candidate

if TYPE_CHECKING:
    from grader.cli.desk import Desk
    from grader.interview.session import Session


def check(desk: Desk, session: Session, *, json: bool) -> int:
    """Judge what the interview asks now; the exit code."""
    report = candidate.check(desk, session)
    if json:
        desk.screen.document(exit_code=report.verdict.exit_code, reports=[report])
    else:
        candidate.show(desk, report)
    return report.verdict.exit_code
