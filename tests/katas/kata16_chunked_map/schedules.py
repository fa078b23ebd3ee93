"""Two workers and two items: nothing is lost, done twice or waited for in vain, whoever is how far."""

from __future__ import annotations

from typing import Any

import pytest


class Refused(Exception):
    """What `refuse` raises."""


def square(item: int) -> int:
    """Square ``item``."""
    return item * item


def refuse(item: int) -> int:
    """Raise."""
    raise Refused(item)


@pytest.mark.explore(bound=1, least=0, schedules=150)
def test_two_workers_bring_two_results(attempt: Any) -> None:
    """Two workers bring home the results of two items, whichever of them is done first."""
    seen = attempt.parallel_map(square, [2, 3], 2)
    assert seen == [4, 9], f"returned {seen!r}, expected [4, 9]"


@pytest.mark.explore(bound=1, least=0, schedules=150)
def test_two_workers_raise_two_exceptions(attempt: Any) -> None:
    """Where two items fail in two workers, the exception of the earlier reaches the caller every time."""
    try:
        seen = attempt.parallel_map(refuse, iter([1, 3]), 2)
    except Refused as error:
        if error.args != (1,):
            raise AssertionError(f"raised the exception of item {error.args[0]}, expected item 1's") from None
    else:
        raise AssertionError(f"returned {seen!r}, and both items had raised")
