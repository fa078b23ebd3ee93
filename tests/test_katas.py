"""Starters fail, references pass, wrong answers of every kind get their verdict; no part is missing.

``grader verify`` judges every submission. Here stand a few, one test each, so that ``pytest -n auto`` is
done in minutes and still notices a judge that has gone astray: of each kata the starter and the reference,
and for each verdict of each stage one wrong answer.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.kata import Catalogue, expectation
from grader.verify import Case, Role, cases, gaps, judge_case

if TYPE_CHECKING:
    from collections.abc import Iterable

CATALOGUE = Catalogue(Path(__file__).resolve().parent.parent)


def one_of_each(found: Iterable[Case]) -> list[Case]:
    """Starters, references, and the first wrong answer for each verdict of each stage."""
    chosen: dict[tuple[object, ...], Case] = {}
    for case in found:
        if case.role is Role.WRONG:
            wanted = expectation(case.path)
            chosen.setdefault((wanted.stage, wanted.verdicts[0]), case)
        elif case.role is Role.STARTER or case.path == case.kata.reference:
            chosen[case.kata.id, case.role] = case
    return list(chosen.values())


@pytest.mark.parametrize("case", one_of_each(cases(CATALOGUE)), ids=lambda case: case.name)
def test_gets_what_it_should(case: Case) -> None:
    """The judge says of this submission what its author says of it."""
    assert not judge_case(case, exitfirst=True).complaint


def test_nothing_is_missing_or_astray() -> None:
    """Every kata has all its parts, and every file belongs to a kata."""
    assert gaps(CATALOGUE) == []


def test_there_are_katas() -> None:
    """An empty catalogue would let everything above pass."""
    assert CATALOGUE.katas
