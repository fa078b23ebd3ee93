"""Starters fail, references pass, and of each kind of wrong answer one gets its verdict; no part is missing.

``grader verify`` judges every submission. Here stand one of each kind per kata, one test each, so that
``pytest -n auto`` is done in minutes and still notices a judge that has gone astray.
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
    """The starter, the reference, and the first wrong answer for each verdict and stage, of each kata."""
    chosen: dict[tuple[object, ...], Case] = {}
    for case in found:
        if case.role is Role.RIGHT and case.path != case.kata.reference:
            continue
        kind = expectation(case.path) if case.role is Role.WRONG else None
        chosen.setdefault((case.kata.id, case.role, kind), case)
    return list(chosen.values())


@pytest.mark.parametrize("case", one_of_each(cases(CATALOGUE)), ids=lambda case: case.name)
def test_gets_what_it_should(case: Case) -> None:
    """The judge says of this submission what its author says of it."""
    assert not judge_case(case).complaint


def test_nothing_is_missing_or_astray() -> None:
    """Every kata has all its parts, and every file belongs to a kata."""
    assert gaps(CATALOGUE) == []


def test_there_are_katas() -> None:
    """An empty catalogue would let everything above pass."""
    assert CATALOGUE.katas
