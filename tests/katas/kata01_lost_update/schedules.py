"""A counter between two and three threads: nothing lost, nothing shown that never was the total."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def test_two_threads_add(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two threads add, and neither amount is lost."""
    counter = attempt.Counter()
    together(lambda: counter.add(1), lambda: counter.add(10))
    total = counter.value
    assert total == 11, f"1 and 10 were added; the total is {total}"


def test_two_threads_add_twice(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two threads add twice each, and nothing is lost."""
    counter = attempt.Counter()

    def adder(amount: int) -> None:
        counter.add(amount)
        counter.add(amount)

    together(lambda: adder(1), lambda: adder(10))
    total = counter.value
    assert total == 22, f"1, 1, 10 and 10 were added; the total is {total}"


def test_three_threads_add(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Three threads add, and nothing is lost."""
    counter = attempt.Counter()
    together(lambda: counter.add(1), lambda: counter.add(10), lambda: counter.add(100))
    total = counter.value
    assert total == 111, f"1, 10 and 100 were added; the total is {total}"


def test_value_beside_an_adder(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`value`, read while another thread adds, is the total of some moment during the read."""
    counter = attempt.Counter()
    totals = (0, 5, 3)  # in this order, never anything else, never back
    finished: list[int] = []

    def adder() -> None:
        for amount in (5, -2):
            counter.add(amount)
            finished.append(amount)

    def reader() -> None:
        earliest = 0
        for _ in range(2):
            earliest = max(earliest, len(finished))
            seen = counter.value
            assert seen in totals[earliest:], (
                f"value was {seen}; from that moment on only {totals[earliest:]} were right"
            )
            earliest = totals.index(seen)

    together(adder, reader)
    assert counter.value == 3, f"5 and -2 were added; the total is {counter.value}"


def test_value_beside_two_adders(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`value`, read while two others add, has each amount whole or not at all."""
    counter = attempt.Counter()
    finished: list[int] = []

    def adder(amount: int) -> None:
        counter.add(amount)
        finished.append(amount)

    def reader() -> None:
        least = sum(finished)
        seen = counter.value
        right = [total for total in (0, 1, 10, 11) if total & least == least]
        assert seen in right, f"value was {seen}; at that moment only {right} were right"

    together(lambda: adder(1), lambda: adder(10), reader)
    assert counter.value == 11, f"1 and 10 were added; the total is {counter.value}"


def test_value_beside_adders_in_turn(attempt: ModuleType, together: Callable[..., object]) -> None:
    """An amount added after another one is never seen without it."""
    counter = attempt.Counter()
    one_is_in = threading.Event()

    def first() -> None:
        counter.add(1)
        one_is_in.set()

    def second() -> None:
        one_is_in.wait()
        counter.add(10)

    def reader() -> None:
        seen = counter.value
        assert seen in (0, 1, 11), f"value was {seen}; the totals were 0, 1 and 11, in this order"

    together(first, second, reader)


def test_two_readers(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two threads read `value` at once; both see all that was added before, and the total is kept."""
    counter = attempt.Counter()
    counter.add(1)
    counter.add(10)

    def reader() -> None:
        seen = counter.value
        assert seen == 11, f"1 and 10 had been added before; value was {seen}"

    together(reader, reader)
    assert counter.value == 11, f"1 and 10 were added; the total is {counter.value} after two reads at once"


def test_goes_on_after_a_refused_amount(attempt: ModuleType) -> None:
    """A refused amount changes nothing, and the counter goes on working."""
    counter = attempt.Counter()
    counter.add(4)
    with pytest.raises(TypeError):
        counter.add("x")
    assert counter.value == 4, f"the total was 4 before the refused amount and is {counter.value} now"
    counter.add(1)
    assert counter.value == 5, f"4 and 1 were added; the total is {counter.value}"


def test_refused_amount_beside_an_add(attempt: ModuleType, together: Callable[..., object]) -> None:
    """An amount refused in one thread does no harm to what the others add and read."""
    counter = attempt.Counter()

    def refused() -> None:
        with pytest.raises(TypeError):
            counter.add("x")

    def reader() -> None:
        seen = counter.value
        assert seen in (0, 5), f"value was {seen}; the totals were 0 and 5"

    together(refused, lambda: counter.add(5), reader)
    assert counter.value == 5, f"5 was added and 'x' refused; the total is {counter.value}"
