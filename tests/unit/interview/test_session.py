"""The verbs of an interview, under a clock that the test moves: nothing here waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.errors import UsageError
from grader.interview.events import Checked, Judged, Mark, Noted, Resumed, Saved
from grader.interview.session import Session, follow_ups, task
from grader.verdict import Verdict

if TYPE_CHECKING:
    from interview_samples import FakeClock, Judge

    from grader.interview.session import Material


def again(session: Session) -> Session:
    """Another process on the same session, after the first was killed: nothing was told to anybody."""
    session._lock.release()  # noqa: SLF001  what the system does for a process that is gone
    return Session(session.material, session.number)


def at_the_kata(session: Session) -> Session:
    """The session, come to its kata."""
    session.next()
    assert session.kata() is not None
    return session


def test_time_is_used_while_it_runs(session: Session, clock: FakeClock) -> None:
    """The time left falls with the clock, and below nothing."""
    assert session.time_left() == 45 * 60
    clock.go(35 * 60)
    assert session.time_left() == 10 * 60
    clock.go(11 * 60)
    assert session.time_left() == -60


def test_pause_uses_no_time(session: Session, clock: FakeClock) -> None:
    """A pause costs nothing, and there are no checks, hints or steps in it."""
    at_the_kata(session)
    session.pause()
    clock.go(1000)
    assert session.time_left() == 45 * 60
    for verb in (session.check, session.hint, session.next, session.pause):
        with pytest.raises(UsageError, match=r"paused|pause"):
            verb()
    session.resume()
    clock.go(60)
    assert session.time_left() == 44 * 60
    with pytest.raises(UsageError, match="not paused"):
        session.resume()


def test_check_keeps_the_source_before_it_judges(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is judged is on record though the judge never comes back."""

    def killed(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    at_the_kata(session)
    kata = session.kata()
    assert kata is not None
    session.attempt(kata).write_bytes(b"x = 1  # mine\n")
    monkeypatch.setattr("grader.interview.session.judge", killed)
    with pytest.raises(KeyboardInterrupt):
        session.check()
    checked = [m for m in session.standing.moments if isinstance(m.event, Checked)]
    assert [session.material.log.source(m.sha) for m in checked] == [b"x = 1  # mine\n"]
    assert [check.report for check in session.standing.checks] == [None]


def test_check_tells_no_hint(session: Session, judge: Judge) -> None:
    """Hints come through `hint` alone: the report of a check has none."""
    judge.says = [Verdict.RACE]
    _, report = at_the_kata(session).check()
    assert report.verdict is Verdict.RACE
    assert {check.hint for stage in report.stages for check in stage.checks} == {""}
    kept = [m.event.report for m in session.standing.moments if isinstance(m.event, Judged)]
    assert kept == [report]


def test_hints_come_one_by_one_and_count(session: Session) -> None:
    """Each hint once, gentlest first, then none."""
    at_the_kata(session)
    first = session.hint()
    assert first is not None
    assert first.number == 1
    for _ in range(first.of - 1):
        assert session.hint() is not None
    assert session.hint() is None
    assert session.standing.hints_of("kata01_tickets") == first.of


def test_saves_are_kept_as_they_happen(session: Session, clock: FakeClock) -> None:
    """Each beat keeps the file if it has changed, and only then."""
    at_the_kata(session)
    kata = session.kata()
    assert kata is not None
    session.beat()
    for text in ("a = 1\n", "a = 1\n", "a = 2\n"):
        session.attempt(kata).write_text(text)
        clock.go(1)
        session.beat()
    saved = [m for m in session.standing.moments if isinstance(m.event, Saved)]
    texts = [session.material.log.source(m.sha).decode() for m in saved]
    assert texts[1:] == ["a = 1\n", "a = 2\n"]
    assert texts[0] == kata.starter.read_text()


def test_learners_own_attempt_is_not_touched(session: Session) -> None:
    """The session has a file of its own; what the learner had stays."""
    kata = session.material.catalogue.find("1")
    kata.attempt.write_text("mine\n")
    at_the_kata(session)
    assert session.attempt(kata).read_bytes() == kata.starter.read_bytes()
    assert kata.attempt.read_text() == "mine\n"


def test_task_without_what_is_asked_next(session: Session) -> None:
    """The candidate's task leaves the interviewer's questions out; those are had apart."""
    kata = session.material.catalogue.find("1")
    assert "What an interviewer asks next" in kata.readme.read_text()
    assert "What an interviewer asks next" not in task(kata)
    assert "What is judged" in task(kata)
    assert follow_ups(kata)


def test_no_way_back_and_an_end(session: Session) -> None:
    """`next` leads through all items and then nowhere; `finish` ends it, once."""
    items = len(session.standing.plan.items)
    for _ in range(items):
        session.next()
    assert session.standing.item is None
    with pytest.raises(UsageError, match="finish"):
        session.next()
    session.finish()
    session.finish()
    with pytest.raises(UsageError, match="finished"):
        session.pause()
    assert session.material.log.open_session() is None


def test_verbs_of_a_kata_need_a_kata(session: Session) -> None:
    """During a question there is nothing to check and no hint."""
    assert session.question() is not None
    for verb in (session.check, session.hint):
        with pytest.raises(UsageError, match="no kata"):
            verb()


def test_one_prompt_has_the_clock(session: Session) -> None:
    """A second prompt is refused, but sees that somebody has it; released, it can be taken."""
    other = Session(session.material, session.number)
    assert other.held
    with pytest.raises(UsageError, match="another terminal"):
        other.take()
    session.release()
    assert not other.held
    other.take()
    assert session.held
    other.release()


def test_killed_session_goes_on(session: Session, clock: FakeClock, judge: Judge) -> None:
    """After a kill all is there, what was missed is told, and the time away does not count."""
    at_the_kata(session)
    judge.says = [Verdict.WRONG]
    session.check()
    session.note("so far")
    clock.go(120)
    session.beat()
    before = session.standing.moments
    clock.go(3600)
    other = again(session)
    gap = other.take()
    assert gap == Resumed(interrupted=True, away=3600.0)
    assert other.standing.moments[: len(before)] == before
    assert other.time_left() == 43 * 60
    clock.go(60)
    assert other.time_left() == 42 * 60
    assert other.kata() == other.material.catalogue.find("1")
    other.release()


def test_killed_before_the_kata_was_laid_out(session: Session) -> None:
    """Between the event and the files nothing is lost: the files are made when it goes on."""
    at_the_kata(session)
    kata = session.kata()
    assert kata is not None
    session.attempt(kata).unlink()
    other = again(session)
    other.take()
    assert other.attempt(kata).read_bytes() == kata.starter.read_bytes()
    other.release()


def test_killed_right_after_the_plan(material: Material, session: Session) -> None:
    """A session whose clock never started begins when it is taken."""
    session.finish()
    session.release()
    from grader.interview.choice import Wishes  # noqa: PLC0415  only here
    from grader.interview.session import begin  # noqa: PLC0415  the same

    number = begin(material, Wishes(level=1), interviewer=False)
    made = Session(material, number)
    assert made.take() is None
    assert made.standing.index == 0
    made.release()


def test_work_that_the_editor_saved_survives_a_kill(session: Session) -> None:
    """A file that was changed after the last beat is as it was left."""
    at_the_kata(session)
    kata = session.kata()
    assert kata is not None
    session.attempt(kata).write_text("after the kill\n")
    other = again(session)
    other.take()
    assert other.attempt(kata).read_text() == "after the kill\n"
    other.release()


def test_a_wall_clock_that_is_set_changes_nothing(session: Session, clock: FakeClock) -> None:
    """The time used comes from the stopwatch; the date is for the record."""
    clock.go(30)
    clock.set_back = 86_400.0
    clock.go(30)
    session.beat()
    assert session.time_left() == 44 * 60


def test_another_terminal_sees_the_time(session: Session, clock: FakeClock) -> None:
    """An observer's time left follows the last sign of life for a while, and stands when nobody gives one."""
    session.beat()
    other = Session(session.material, session.number)
    clock.go(5)
    assert other.time_left() == 45 * 60 - 5
    clock.go(500)
    assert other.time_left() == 45 * 60 - 10


def test_interviewer_and_candidate(session: Session) -> None:
    """The interviewer's mark stands above the candidate's, whatever came first; the last word counts."""
    session.score("p", Mark.SEEN, "interviewer")
    session.score("p", Mark.MISSED, "candidate")
    assert session.standing.mark("p") is Mark.SEEN
    session.score("p", Mark.PARTLY, "interviewer")
    assert session.standing.mark("p") is Mark.PARTLY


def test_private_notes_are_marked(session: Session) -> None:
    """A private note is kept as one."""
    session.note("mine", private=True)
    assert [m.event for m in session.standing.moments if isinstance(m.event, Noted)] == [
        Noted("mine", private=True)
    ]


def test_pause_from_the_other_terminal_stops_the_clock(session: Session, clock: FakeClock) -> None:
    """The interviewer's pause reaches the candidate's stopwatch at the next beat."""
    other = Session(session.material, session.number)
    other.pause()
    session.beat()
    clock.go(100)
    assert session.time_left() == 45 * 60
    other.resume()
    session.beat()
    clock.go(100)
    assert session.time_left() == 45 * 60 - 100
