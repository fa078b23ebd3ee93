"""What a dinner is, whoever eats first: meals, seats, refusals, and what an exception does.

Nothing here needs two philosophers to meet, and meals are too short for that. `schedules` has them meet.
"""

from __future__ import annotations

import itertools
import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Spoilt(Exception):
    """What a meal raises; no submission can expect it."""


class Burnt(BaseException):
    """The same, of the kind that `except Exception` does not catch."""


def test_everybody_eats(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """Each of the philosophers, 0 to n-1, eats `meals` times, and no thread is left when `dine` returns."""
    for philosophers, meals in ((2, 1), (3, 2), (5, 3), (8, 1)):
        eaten: list[int] = []
        attempt.dine(philosophers, meals, eaten.append)
        expected = dict.fromkeys(range(philosophers), meals)
        seen = dict(sorted(Counter(eaten).items()))
        assert seen == expected, f"meals by seat after dine({philosophers}, {meals}, eat): {seen}"
        nothing_left()


def test_waits_for_the_last_meal(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """`dine` returns when all are done, and not before."""
    number = itertools.count(1)
    eaten: list[int] = []

    def eat(seat: int) -> None:
        if next(number) == 2:  # nobody comes after this one, so nobody meets it
            time.sleep(0.3)
        eaten.append(seat)

    attempt.dine(2, 1, eat)
    assert sorted(eaten) == [0, 1], f"when dine(2, 1, eat) returned, only {sorted(eaten)} had eaten"
    nothing_left()


def test_by_name(attempt: ModuleType) -> None:
    """The parameters are called philosophers, meals and eat."""
    eaten: list[int] = []
    attempt.dine(philosophers=2, meals=2, eat=eaten.append)
    assert sorted(eaten) == [0, 0, 1, 1], f"dine(philosophers=2, meals=2, eat=eat) fed {sorted(eaten)}"


def test_no_meals(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """With no meals nobody eats, and `dine` returns."""
    eaten: list[int] = []
    attempt.dine(3, 0, eaten.append)
    assert eaten == [], f"dine(3, 0, eat) fed {eaten}"
    nothing_left()


def test_too_few(attempt: ModuleType) -> None:
    """Fewer than two philosophers are a `ValueError`, and nobody eats, whatever the number of meals."""
    for philosophers in (1, 0, -1):
        for meals in (1, 0):
            eaten: list[int] = []
            try:
                attempt.dine(philosophers, meals, eaten.append)
            except ValueError:
                assert eaten == [], f"dine({philosophers}, {meals}, eat) raised ValueError and fed {eaten}"
                continue
            except Exception as error:
                raise AssertionError(
                    f"dine({philosophers}, {meals}, eat) raises {type(error).__name__}, not ValueError"
                ) from error
            raise AssertionError(f"dine({philosophers}, {meals}, eat) returned; it should raise ValueError")


def test_exception(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """What `eat` raises, of whatever kind and in whatever seat, leaves from `dine`; no thread is left."""
    for kind in (Spoilt, Burnt, ValueError, KeyboardInterrupt, SystemExit):
        for seated in (3, 5):
            for spoilt in range(seated):
                raises(attempt, kind, {spoilt}, meals=2, seated=seated)
                nothing_left()


def test_all_raise(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """When all of them raise, one of the exceptions leaves from `dine`."""
    raises(attempt, Spoilt, {0, 1, 2, 3}, meals=1)
    nothing_left()


def test_dinner_after_a_spoilt_one(attempt: ModuleType) -> None:
    """A dinner that was spoilt does no harm to the next."""
    raises(attempt, Spoilt, {1}, meals=1)
    eaten: list[int] = []
    attempt.dine(5, 1, eaten.append)
    assert sorted(eaten) == [0, 1, 2, 3, 4], f"after a spoilt dinner, dine(5, 1, eat) fed {sorted(eaten)}"


def raises(
    attempt: ModuleType, kind: type[BaseException], spoilt: set[int], meals: int, seated: int = 3
) -> None:
    """Make sure that what the philosophers in ``spoilt`` raise comes out."""

    def eat(seat: int) -> None:
        if seat in spoilt:
            raise kind(f"seat {seat}")

    try:
        attempt.dine(max(seated, len(spoilt)), meals, eat)
    except BaseException as error:
        if type(error) is kind and error.args in {(f"seat {seat}",) for seat in spoilt}:
            return
        raise AssertionError(f"eat raised {kind.__name__}; what left dine was {error!r}") from error
    raise AssertionError(f"eat raised {kind.__name__}, and dine returned as if nothing had happened")
