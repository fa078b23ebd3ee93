"""Workers that are killed at any of their steps, in the explorer's world: before, in, and after their work.

In each check one worker may die, at whatever point, or none; in the last one two may. A death costs a
preemption, so `least` is what shows every moment of it; who brings an executor or threads of their own has
more steps, and fewer of their orders are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType


def tenfold(item: int) -> int:
    """What is mapped."""
    return item * 10


def refuse(item: int) -> int:
    """What is mapped, and fails."""
    raise ValueError(item)


def is_value(item: int, outcome: Any) -> None:
    """Make sure of a success."""
    assert outcome.error is None, f"the outcome of {item} has the error {outcome.error!r}"
    assert outcome.value == item * 10, f"the outcome of {item} has the value {outcome.value!r}"


def is_sound(attempt: ModuleType, item: int, outcome: Any) -> None:
    """Make sure of a success, or of a crash."""
    if isinstance(outcome.error, attempt.WorkerCrashed):
        assert outcome.value is None, f"{item} has crashed, and has the value {outcome.value!r}"
    else:
        is_value(item, outcome)


@pytest.mark.explore(bound=2, least=1, schedules=1_000, deaths=1)
def test_one_item(attempt: ModuleType) -> None:
    """A process dies at any moment: the item is tried again, if need be, and has its value."""
    outcomes = attempt.crash_proof_map(tenfold, [1], 1)
    assert len(outcomes) == 1, f"1 item, and {len(outcomes)} outcomes"
    is_value(1, outcomes[0])


@pytest.mark.explore(bound=1, least=0, schedules=1_200, deaths=1)
def test_two_workers(attempt: ModuleType) -> None:
    """One of two workers dies at any moment: both items have their values."""
    outcomes = attempt.crash_proof_map(tenfold, [1, 2], 2)
    assert len(outcomes) == 2, f"2 items, and {len(outcomes)} outcomes"
    is_value(1, outcomes[0])
    is_value(2, outcomes[1])


@pytest.mark.explore(bound=1, least=0, schedules=1_200, deaths=1)
def test_one_worker_for_two_items(attempt: ModuleType) -> None:
    """The only worker dies at any moment: its successor goes on, and both items have their values."""
    outcomes = attempt.crash_proof_map(tenfold, [1, 2], 1)
    assert len(outcomes) == 2, f"2 items, and {len(outcomes)} outcomes"
    is_value(1, outcomes[0])
    is_value(2, outcomes[1])


@pytest.mark.explore(bound=1, least=0, schedules=1_200, deaths=1)
def test_no_retries(attempt: ModuleType) -> None:
    """Without retries, one death at any moment costs one item at most, and the other has its value."""
    outcomes = attempt.crash_proof_map(tenfold, [1, 2], 2, retries=0)
    is_sound(attempt, 1, outcomes[0])
    is_sound(attempt, 2, outcomes[1])
    lost = [outcome for outcome in outcomes if outcome.error is not None]
    assert len(lost) < 2, "one process died, and both items have crashed"


@pytest.mark.explore(bound=1, least=0, schedules=1_200, deaths=1)
def test_who_raises(attempt: ModuleType) -> None:
    """A process dies beside one that raises: that item's error is the exception."""
    outcomes = attempt.crash_proof_map(refuse, [1], 1)
    right = isinstance(outcomes[0].error, ValueError)
    assert right, f"1 raised ValueError; its outcome has the error {outcomes[0].error!r}"


@pytest.mark.explore(bound=2, least=1, schedules=1_000, deaths=2)
def test_two_deaths(attempt: ModuleType) -> None:
    """The process dies, and its successor may, too: the item has its value or has crashed; nobody hangs."""
    outcomes = attempt.crash_proof_map(tenfold, [1], 1, retries=1)
    assert len(outcomes) == 1, f"1 item, and {len(outcomes)} outcomes"
    is_sound(attempt, 1, outcomes[0])
