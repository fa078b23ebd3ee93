"""The mutants of a small kata are killed, survive, or survive with a reason; each is told from the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import KataError
from grader.kata import Catalogue, Kata
from grader.mutants import Fate, trials, try_all
from grader.verdict import Verdict

SUITE = '''
"""One check."""

def test_adds(attempt):
    """One and one is two."""
    assert attempt.add(1, 1) == 2
'''
FACTS = """
title = "Sum"
level = 1
minutes = 5
topics = ["sum"]
kind = "threads"
correctness.seconds = 2
schedules.skip = "one thread"
benchmark.skip = "no work"
"""
ANSWER = "def add(a, b):\n    note = a\n    return a + b\n"
SURVIVOR = "add: no `note = a`"


@pytest.fixture
def kata(tmp_path: Path) -> Kata:
    """A kata with one right answer, one check, and no other stage."""
    made = Kata(tmp_path, "kata09_sum")
    for folder in (made.directory, made.solutions, made.suites):
        folder.mkdir(parents=True)
    (made.directory / "kata.toml").write_text(FACTS, encoding="utf-8")
    made.reference.write_text(ANSWER, encoding="utf-8")
    made.suite("correctness").write_text(SUITE, encoding="utf-8")
    return made


def fates(kata: Kata) -> dict[str, Fate]:
    """Every mutant's fate, by its name."""
    todo, _ = trials(kata)
    return {fate.trial.mutant.name: fate for fate in try_all(todo)}


def test_a_suite_kills_what_it_looks_at(kata: Kata) -> None:
    """A mutant that a check notices is killed by it; one that none notices is to be looked at."""
    found = fates(kata)
    killed, survived = found["add: no `return a + b`"], found[SURVIVOR]
    assert (killed.verdict, killed.check, killed.complaint) == (Verdict.WRONG, "test_adds", "")
    assert survived.survived
    assert "survived" in survived.complaint


def test_a_reason_excuses_a_survivor_alone(kata: Kata) -> None:
    """A mutant known to be as right may survive; one that is killed may not be called right."""
    (kata.solutions / "equivalent.toml").write_text(
        f"[\"reference.py\"]\n'{SURVIVOR}' = 'nobody reads it'\n'add: no `return a + b`' = 'a lie'\n",
        encoding="utf-8",
    )
    found = fates(kata)
    assert found[SURVIVOR].complaint == ""
    assert "calls it right" in found["add: no `return a + b`"].complaint


def test_a_reason_for_nothing_is_told(kata: Kata) -> None:
    """A reason whose mutant is gone, and a file that is no table of texts, are complaints with the path."""
    reasons = kata.solutions / "equivalent.toml"
    reasons.write_text("['reference.py']\n'add: no `gone()`' = 'why'\n", encoding="utf-8")
    _, [stale] = trials(kata)
    assert str(reasons) in stale
    assert "gone()" in stale
    reasons.write_text("[broken\n", encoding="utf-8")
    with pytest.raises(KataError, match=r"equivalent\.toml"):
        trials(kata)


def test_undecided_is_no_kill(kata: Kata) -> None:
    """What the judge could not say counts neither as killed nor as survived."""
    trial = trials(kata)[0][0]
    for verdict in (Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR):
        fate = Fate(trial, verdict, "correctness")
        assert not fate.killed
        assert not fate.survived
        assert fate.complaint


def test_the_repository_gives_no_reason_to_spare() -> None:
    """Every reason in the repository belongs to a mutant of a right answer that stands there."""
    catalogue = Catalogue(Path(__file__).resolve().parents[2])
    assert [line for kata in catalogue.katas for line in trials(kata)[1]] == []
