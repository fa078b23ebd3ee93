"""A checkout with three small katas, a clock that the test sets, a judge that says what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from interview_samples import FakeClock, Judge

from grader.interview import session as sessions
from grader.interview.bank import load
from grader.interview.choice import Wishes
from grader.interview.log import Log
from grader.interview.session import Material, Session, begin
from grader.kata import Catalogue
from grader.scaffold import Facts, scaffold

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands."""
    return FakeClock()


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """The judge of every session of this test."""
    made = Judge()
    monkeypatch.setattr(sessions, "judge", made)
    return made


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Three katas: levels 1, 2 and 3; 15, 20 and 30 minutes; the last one of CPU work."""
    for tree in ("katas", "solutions", "tests/katas"):
        (tmp_path / tree).mkdir(parents=True)
    for name, level, minutes, kind in (
        ("tickets", 1, 15, "threads"),
        ("turnstile", 2, 20, "threads"),
        ("squares", 3, 30, "CPU"),
    ):
        scaffold(Catalogue(tmp_path), Facts(name, name.title(), level, minutes, kind))
    return Catalogue(tmp_path)


@pytest.fixture
def material(catalogue: Catalogue, clock: FakeClock) -> Material:
    """What interviews are made of, with the real questions."""
    return Material(catalogue, load(), Log(catalogue.root / ".grader"), clock)


@pytest.fixture
def session(material: Material) -> Session:
    """A session of 45 minutes that has begun, at its first item, a question; then the kata `tickets`."""
    wishes = Wishes(minutes=45, level=1, katas=("kata01_tickets",), seed=5)
    made = Session(material, begin(material, wishes, interviewer=False))
    made.take()
    return made
