"""Which interviews a desk has, and where their reports are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.history import statuses
from grader.interview.bank import load
from grader.interview.clock import SystemClock
from grader.interview.html import html
from grader.interview.log import Log
from grader.interview.markdown import markdown
from grader.interview.session import Material, Session
from grader.interview.summary import Document, document, encode

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.desk import Desk

FORMS = {"html": html, "md": markdown, "json": encode}


def material(desk: Desk) -> Material:
    """What interviews are made of here."""
    return Material(desk.catalogue, load(), Log(desk.catalogue.root / ".grader"), SystemClock())


def open_session(desk: Desk) -> Session:
    """The interview that is not finished.

    Raises:
        UsageError: there is none.
    """
    made = material(desk)
    number = made.log.open_session()
    if number is None:
        raise UsageError("no interview is open; `grader interview start` begins one")
    return Session(made, number)


def session(desk: Desk, number: int | None) -> Session:
    """The interview ``number``, or the last one.

    Raises:
        UsageError: there is none.
    """
    made = material(desk)
    known = made.log.sessions()
    if number is None and known:
        number = known[-1]
    if number not in known:
        if number is None:
            raise UsageError("there is no interview yet; `grader interview start` begins one")
        raise UsageError(f"there is no interview {number}; `grader interview list` shows them")
    return Session(made, number)


def told(desk: Desk, of: Session, *, private: bool = False) -> Document:
    """The report of a session that has ended.

    Raises:
        UsageError: it has not; a report would tell what is still to be asked.
    """
    if of.standing.finished is None:
        raise UsageError(
            f"interview {of.number} is not finished; `grader interview resume` goes on with it, "
            "`grader interview finish` ends it"
        )
    known = statuses(desk.history.entries())
    passed = {kata for kata, status in known.items() if status.passed}
    return document(of.material, of.standing, passed=passed, private=private)


def write(desk: Desk, of: Session) -> list[Path]:
    """Write the reports beside the session's files; where they are."""
    made = told(desk, of)
    of.directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for suffix, render in FORMS.items():
        path = of.directory / f"report.{suffix}"
        path.write_text(render(made), encoding="utf-8")
        paths.append(path)
    return paths
