"""Beginning, going on with, watching and ending an interview."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.cli.interviewing import candidate, observer, place, showing
from grader.cli.interviewing.overview import show_end
from grader.cli.interviewing.reader import reader
from grader.cli.interviewing.review import review
from grader.cli.learn import show_markdown
from grader.errors import UsageError
from grader.interview.choice import Wishes, fresh
from grader.interview.clock import mmss
from grader.interview.past import seen
from grader.interview.session import Session, begin

if TYPE_CHECKING:
    from grader.cli.desk import Desk

_TRIES = 300  # seeds that are drawn in search of an interview that asks nothing known
_RULES = """\
- What is asked comes one after the other: `next` goes on, and there is no way back.
- `check` judges your file as `grader check` does; `hint` helps. Both are counted, neither is forbidden.
- Solutions, debriefs and what is still to come stay closed until `finish`.
- The time runs while a check runs. `pause` lets it stand, and the report says so.
- All is kept as it happens. Ctrl-D leaves, `grader interview resume` goes on."""


@dataclass(frozen=True)
class Asked:
    """The options of `grader interview start`."""

    minutes: int
    level: int
    topics: tuple[str, ...]
    katas: tuple[str, ...]
    seed: int | None
    interviewer: bool


def start(desk: Desk, asked: Asked) -> int:
    """Plan an interview, say the rules, and begin."""
    material = place.material(desk)
    known = seen(material.log, desk.history.entries(), material.clock.now())
    wishes = Wishes(
        minutes=asked.minutes,
        level=asked.level,
        topics=asked.topics,
        katas=tuple(desk.catalogue.find(word).id for word in asked.katas),
        seed=asked.seed or 0,
    )
    if asked.seed is None:
        seeds = (secrets.randbelow(1_000_000) for _ in range(_TRIES))
        wishes = fresh(desk.catalogue.katas, material.bank.values(), wishes, known, seeds)
    number = begin(material, wishes, interviewer=asked.interviewer, seen=known)
    session = Session(material, number)
    plan = session.standing.plan
    remarks = "".join(f"\n\nMind: {remark}." for remark in plan.remarks)
    show_markdown(
        desk,
        f"# Interview {number}\n\n{plan.minutes} minutes, level {plan.level}, seed {plan.seed}: "
        f"{showing.counts(session.standing)}.{remarks}\n\n{_RULES}",
    )
    if asked.interviewer:
        desk.screen.show("\nThe interviewer's terminal: grader interview observe")
    return _conduct(desk, session, first=True)


def resume(desk: Desk) -> int:
    """Go on with the open interview."""
    return _conduct(desk, place.open_session(desk), first=False)


def _conduct(desk: Desk, session: Session, *, first: bool) -> int:
    asks = reader(desk.screen, lambda width: showing.bar(session, candidate.SHORT_HELP, width))
    if first:
        try:
            asks.ask("Enter starts the clock")
        except (EOFError, KeyboardInterrupt):
            desk.screen.show("\nThe clock has not started; `grader interview resume` begins.")
            return 0
    gap = session.take()
    if gap is not None:
        desk.screen.show(
            f"Interview {session.number} goes on; it was left for {mmss(gap.away)}, which do not count."
        )
    try:
        finished = candidate.Candidate(desk, session, asks).run()
    finally:
        session.release()
    if not finished:
        desk.screen.show("\nThe clock stands; `grader interview resume` goes on.")
        return 0
    return _end(desk, session)


def finish(desk: Desk, number: int | None) -> int:
    """End an interview, or go on with the scoring of one that has ended."""
    material = place.material(desk)
    number = number if number is not None else material.log.open_session()
    session = place.session(desk, number)
    elsewhere = session.held and not session.standing.finished
    session.finish()
    if elsewhere:
        desk.screen.show(f"Interview {session.number} is over; its own terminal goes on with the scoring.")
        return 0
    return _end(desk, session)


def _end(desk: Desk, session: Session) -> int:
    """Score, where nobody else does; write the reports; say how it went."""
    standing = session.standing
    desk.screen.show(f"\nThe interview is over, after {mmss(session.used())}.")
    if not standing.plan.interviewer:
        place.write(desk, session)  # before the scoring, so that leaving it costs nothing
        desk.screen.show("Now score yourself; Ctrl-D puts it off.\n")
        review(desk, session, reader(desk.screen, lambda width: ("the clock stands" * bool(width), "calm")))
    paths = place.write(desk, session)
    show_end(desk, session, paths, scores=not standing.plan.interviewer)
    return 0


def status(desk: Desk) -> int:
    """How far the open interview is."""
    desk.screen.show(candidate.status(place.open_session(desk)))
    return 0


def observe(desk: Desk, number: int | None) -> int:
    """The interviewer's terminal, during the interview or after it.

    Raises:
        UsageError: the interview was begun alone.
    """
    open_number = place.material(desk).log.open_session()
    session = place.session(desk, number if number is not None else open_number)
    if not session.standing.plan.interviewer:
        raise UsageError(
            f"interview {session.number} was begun alone: what an interviewer sees would tell its answers. "
            "`grader interview start --with-interviewer` begins one for two"
        )
    asks = reader(desk.screen, lambda width: showing.bar(session, observer.SHORT_HELP, width))
    observer.Observer(desk, session, asks, candidate.status).run()
    if session.standing.finished:
        show_end(desk, session, place.write(desk, session), scores=True)
        desk.screen.show(f"  private  grader interview show {session.number} --private")
    return 0
