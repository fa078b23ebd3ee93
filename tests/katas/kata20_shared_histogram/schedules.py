"""Counts of two workers in the explorer's world: none is lost, whoever is stopped where.

Processes made by hand are explored up to the bound in a second. Each worker of a pool, and each of the pool's
own threads in the caller, has so many steps that `least` must be enough for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.explore(bound=2, least=0, schedules=1_000, seconds=40)
def test_one_bucket(attempt: ModuleType) -> None:
    """Two workers find a value each for the same bucket, and both are counted."""
    seen = attempt.histogram([0, 0], 1, 2)
    assert seen == [2], f"the values [0, 0] were counted as {seen}, expected [2]"


@pytest.mark.explore(bound=1, least=0, schedules=1_000, seconds=40)
def test_two_buckets(attempt: ModuleType) -> None:
    """Two workers find values for the same two buckets, in opposite orders, and all are counted."""
    seen = attempt.histogram([0, 1, 1, 0], 2, 2)
    assert seen == [2, 2], f"the values [0, 1, 1, 0] were counted as {seen}, expected [2, 2]"
