"""Every starter fails, every right answer passes, every wrong one gets its verdict; no part is missing.

One test per submission, so that ``pytest -n auto`` judges them side by side.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.kata import Catalogue
from grader.verify import Case, cases, gaps, judge_case

CATALOGUE = Catalogue(Path(__file__).resolve().parent.parent)


@pytest.mark.parametrize("case", cases(CATALOGUE), ids=lambda case: case.name)
def test_gets_what_it_should(case: Case) -> None:
    """The judge says of this submission what its author says of it."""
    assert not judge_case(case).complaint


def test_nothing_is_missing_or_astray() -> None:
    """Every kata has all its parts, and every file belongs to a kata."""
    assert gaps(CATALOGUE) == []


def test_there_are_katas() -> None:
    """An empty catalogue would let everything above pass."""
    assert CATALOGUE.katas
