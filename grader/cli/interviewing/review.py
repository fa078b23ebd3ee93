"""After the end, alone: score the answers and oneself, point by point. The clock stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.cli.learn import show_markdown
from grader.interview.events import Mark
from grader.interview.rubric import observables

if TYPE_CHECKING:
    from grader.cli.desk import Desk
    from grader.cli.interviewing.reader import Reader
    from grader.interview.session import Session

_MARKS = {"y": Mark.SEEN, "p": Mark.PARTLY, "n": Mark.MISSED}


def review(desk: Desk, session: Session, reader: Reader) -> bool:
    """Ask for each point that nobody scored; False where the person left before the end."""
    try:
        _questions(desk, session, reader)
        _rubric(desk, session, reader)
    except (EOFError, KeyboardInterrupt):
        desk.screen.show(f"`grader interview finish {session.number}` goes on with the scoring.")
        return False
    return True


def _questions(desk: Desk, session: Session, reader: Reader) -> None:
    standing = session.standing
    for name in standing.reached:
        question = session.material.bank.get(name)
        if question is None:
            continue
        keys = [question.point(index) for index in range(len(question.strong))]
        if all(standing.mark(key) for key in keys):
            continue
        said = standing.answer_to(name) or "(nothing was written down; go by what you said)"
        quoted = "\n".join(f"> {line}" for line in said.splitlines())
        show_markdown(desk, f"## {question.ask}\n\n{quoted}\n\nWhich of these did you say?")
        for key, text in zip(keys, question.strong, strict=True):
            if standing.mark(key) is None:
                _ask(session, reader, desk, key, text)


def _rubric(desk: Desk, session: Session, reader: Reader) -> None:
    standing = session.standing
    if not any(item.kind == "kata" and item.id in standing.reached for item in standing.plan.items):
        return
    open_ = [observable for observable in observables() if standing.mark(observable.key) is None]
    if open_:
        show_markdown(desk, "## How you worked\n\nBe as strict as an interviewer would be.")
    for observable in open_:
        _ask(session, reader, desk, observable.key, observable.text)


def _ask(session: Session, reader: Reader, desk: Desk, key: str, text: str) -> None:
    desk.screen.show(f"\n- {text}")
    while True:
        said = reader.ask("y yes, p partly, n no, Enter: cannot say").strip().lower()[:1]
        if not said:
            return
        if said in _MARKS:
            session.score(key, _MARKS[said], "candidate")
            return
