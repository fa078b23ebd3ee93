"""Dinners for two to five: nobody eats beside a neighbour, nobody hangs, nobody goes hungry."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

LONG = 0.05
"""What a meal lasts on the jumping clock; longer than any answer sleeps before it tries again."""


class Spoilt(Exception):
    """What a meal raises; no submission can expect it."""


class Table:
    """Forks that notice when two want to eat with the same one, and who has eaten."""

    def __init__(self, seats: int, lasts: Sequence[float] = ()) -> None:
        self.seats = seats
        self.lasts = lasts  # by seat; without it, a meal takes no time
        self.used_by: list[int | None] = [None] * seats
        self.eaten: list[int] = []
        self.over = False

    def eat(self, seat: int) -> None:
        """Eat with both forks beside ``seat``."""
        forks = (seat, (seat + 1) % self.seats)
        for fork in forks:
            other = self.used_by[fork]
            assert other is None, f"{other} and {seat}, who are neighbours, eat at the same time"
            self.used_by[fork] = seat
        if self.lasts:
            time.sleep(self.lasts[seat])
        for fork in forks:
            self.used_by[fork] = None
        self.eaten.append(seat)
        assert not self.over, f"{seat} eats after dine has returned"

    def dinner(self, attempt: ModuleType, meals: int) -> None:
        """Have everybody eat so often."""
        attempt.dine(self.seats, meals, self.eat)
        self.over = True
        fed = [self.eaten.count(seat) for seat in range(self.seats)]
        assert fed == [meals] * self.seats, f"each should eat {meals} times; by seat it was {fed}"


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize(("philosophers", "meals"), [(2, 2), (3, 2)])
def test_waits_for_its_neighbours(attempt: ModuleType, philosophers: int, meals: int) -> None:
    """Who finds a fork in use waits for it: nobody goes without a meal."""
    eaten: list[int] = []

    def eat(seat: int) -> None:
        time.sleep(LONG)
        eaten.append(seat)

    attempt.dine(philosophers, meals, eat)
    fed = [eaten.count(seat) for seat in range(philosophers)]
    assert fed == [meals] * philosophers, f"each should eat {meals} times; by seat it was {fed}"


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("philosophers", [4, 5])
def test_two_eat_at_once(attempt: ModuleType, witness: Callable[[], None], philosophers: int) -> None:
    """Two who are no neighbours can eat at the same time."""
    eating: list[int] = []

    def eat(seat: int) -> None:
        eating.append(seat)
        if len(eating) == 2:
            witness()
        time.sleep(LONG)
        eating.remove(seat)

    attempt.dine(philosophers, 1, eat)


@pytest.mark.parametrize("meals", [1, 2])
def test_dinner_for_two(attempt: ModuleType, meals: int) -> None:
    """Neighbours never eat at the same time, everybody gets all the meals, and nobody waits for ever."""
    Table(2).dinner(attempt, meals)


@pytest.mark.explore(bound=1)
def test_dinner_for_three(attempt: ModuleType) -> None:
    """So it is with three, each of whom has two neighbours."""
    Table(3).dinner(attempt, 1)


@pytest.mark.explore(clock="jumping", bound=1)
def test_long_dinner_for_three(attempt: ModuleType) -> None:
    """So it is where they meet again and again, since a meal lasts until all others wait."""
    Table(3, lasts=[LONG] * 3).dinner(attempt, 2)


@pytest.mark.explore(clock="jumping", bound=0)
def test_long_dinner(attempt: ModuleType) -> None:
    """So it is with four, of whom two may eat while the others wait."""
    # all stop at times of their own: who goes first at the same instant is asked of three
    Table(4, lasts=[LONG, 2 * LONG, 4 * LONG, 8 * LONG]).dinner(attempt, 1)


def test_exception(attempt: ModuleType) -> None:
    """When a meal raises, `dine` raises it: the neighbour who waits for the forks does not hang."""
    spoil(attempt, 2, 2, {0})


@pytest.mark.explore(clock="jumping", bound=1)
def test_exception_among_three(attempt: ModuleType) -> None:
    """So it is with three, one of whom raises at the end of a long meal; and who eats is waited for."""
    spoil(attempt, 3, 2, {1}, lasts=LONG)


@pytest.mark.explore(clock="jumping", bound=0)
def test_two_exceptions(attempt: ModuleType) -> None:
    """When several meals raise, `dine` raises one of the exceptions."""
    spoil(attempt, 4, 1, {0, 2}, lasts=LONG)


def spoil(
    attempt: ModuleType, philosophers: int, meals: int, spoilt: set[int], lasts: float | None = None
) -> None:
    """Have the meals of those in ``spoilt`` raise."""
    eating: list[int] = []
    begun: list[int] = []

    def eat(seat: int) -> None:
        begun.append(seat)
        eating.append(seat)
        try:
            if lasts is not None:
                time.sleep(lasts)
            if seat in spoilt:
                raise Spoilt(seat)
        finally:
            eating.remove(seat)

    with pytest.raises(Spoilt):
        attempt.dine(philosophers, meals, eat)
    assert not eating, f"when dine raised, {eating[0]} was still eating"
    if lasts is not None:
        number = len(begun)
        time.sleep(2 * lasts)  # on the jumping clock: until all others have ended, wait or eat
        assert len(begun) == number, f"{begun[number]} began a meal after dine had raised"


@pytest.mark.explore(clock="jumping", bound=0)
def test_tables_are_separate(attempt: ModuleType) -> None:
    """Each call is a table of its own: somebody who eats at one may give a dinner at another."""
    eaten: list[str] = []

    def eat(seat: int) -> None:
        if seat == 0:
            attempt.dine(2, 1, lambda other: eaten.append(f"guest {other}"))
        eaten.append(f"host {seat}")

    attempt.dine(2, 1, eat)
    assert sorted(eaten) == ["guest 0", "guest 1", "host 0", "host 1"], (
        f"host 0 of two gave a dinner for two guests while it ate; fed were {sorted(eaten)}"
    )
