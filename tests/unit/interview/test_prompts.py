"""What the prompts say: the time in sight, the bells, the news; by a clock that the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.cli.interviewing.heart import Heart
from grader.cli.interviewing.observer import news
from grader.cli.interviewing.showing import bar, place, unknown
from grader.interview.session import Session

if TYPE_CHECKING:
    from interview_samples import FakeClock, Judge

    from grader.interview.log import Moment


def heart(session: Session, rung: list[str], heard: list[str]) -> Heart:
    """A heart that the test beats."""

    def tell(moment: Moment) -> None:
        heard.append(news(moment))

    return Heart(session, rung.append, tell)


@pytest.mark.parametrize(
    ("passed", "text", "state"),
    [
        (0, "45:00 left", "calm"),
        (35 * 60, "10:00 left !", "amber"),
        (42 * 60, "3:00 left !!", "red"),
        (45 * 60 + 30, "0:30 over the time !!", "red"),
    ],
)
def test_time_left_is_in_sight(
    session: Session, clock: FakeClock, passed: float, text: str, state: str
) -> None:
    """The bar begins with the time left, amber at ten minutes and red at three, in words as well."""
    clock.go(passed)
    assert bar(session, "help", 0) == (text, state)
    shown, _ = bar(session, "help", 100)
    assert shown.startswith(text)
    assert "question 1 of" in shown
    assert shown.endswith("help")


def test_bar_says_that_the_clock_stands(session: Session) -> None:
    """A pause is seen, and no other text is needed for it."""
    session.pause()
    assert "paused" in bar(session, "help", 0)[0]


def test_narrow_terminal_keeps_the_time(session: Session) -> None:
    """Where there is no room the help goes, the time stays."""
    text, _ = bar(session, "a help that is long", 40)
    assert text.startswith("45:00 left")
    assert "help" not in text


def test_bells_ring_once(session: Session, clock: FakeClock) -> None:
    """At ten minutes, at three, at the end; each once."""
    rung: list[str] = []
    beating = heart(session, rung, [])
    for _ in range(46 * 6):
        beating.beat()
        clock.go(10)
    assert [text.split()[0] for text in rung] == ["10", "3", "The"]


def test_own_events_are_no_news(session: Session) -> None:
    """Only what the other terminal did is told."""
    heard: list[str] = []
    beating = heart(session, [], heard)
    session.note("mine")
    beating.beat()
    assert heard == []
    Session(session.material, session.number).note("theirs")
    beating.beat()
    assert heard == ["Noted: theirs"]


def test_interviewer_hears_what_matters(session: Session, judge: Judge) -> None:
    """Steps, checks with their verdict, hints and the end; private notes of others are kept to themselves."""
    from grader.verdict import Verdict  # noqa: PLC0415  only here

    heard: list[str] = []
    observer = Session(session.material, session.number)
    beating = heart(observer, [], heard)
    session.next()
    judge.says = [Verdict.RACE]
    session.check()
    session.hint()
    session.note("secret", private=True)
    session.finish()
    beating.beat()
    told = [text for text in heard if text]
    assert told[0].startswith("Went on")
    assert told[1] == "Checked: race in schedules."
    assert told[2].startswith("Took hint 1")
    assert told[3].startswith("The interview is over")
    assert "secret" not in "".join(heard)


def test_place_names_nothing_that_is_to_come(session: Session) -> None:
    """How far it is, without what comes next."""
    questions = sum(item.kind == "question" for item in session.standing.plan.items)
    assert place(session.standing) == f"question 1 of {questions}"
    session.next()
    assert place(session.standing) == "kata 1 of 1: kata01"


def test_slip_of_the_pen_is_understood() -> None:
    """A word that is no command gets the nearest one."""
    assert "did you mean `check`" in unknown("chek", ["check", "hint"])
