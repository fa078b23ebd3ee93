"""What a counter does, whoever asks and whenever: no interleaving is needed to see any of this."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def in_a_thread(function: Callable[[], object]) -> object:
    """Run ``function`` in a thread of its own, to its end."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function).result()


def test_starts_at_zero(attempt: ModuleType) -> None:
    """A new counter is at 0."""
    value = attempt.Counter().value
    assert value == 0, f"a new counter is at {value!r}, not at 0"


def test_adds_one(attempt: ModuleType) -> None:
    """`add()` adds 1."""
    counter = attempt.Counter()
    for expected in (1, 2):
        counter.add()
        value = counter.value
        assert value == expected, f"after {expected} times add() the value is {value!r}"


def test_adds_any_int(attempt: ModuleType) -> None:
    """`add(amount)` adds any int: positive, negative, zero, huge, by position or by name."""
    counter = attempt.Counter()
    expected = 0
    for amount in (5, -7, 0, 10**30):
        counter.add(amount)
        value, before, expected = counter.value, expected, expected + amount
        assert value == expected, f"{before} and add({amount}) make {expected}; the value is {value!r}"
    counter.add(amount=3)
    value = counter.value
    assert value == expected + 3, f"{expected} and add(amount=3) make {expected + 3}; the value is {value!r}"


def test_counters_are_separate(attempt: ModuleType) -> None:
    """What is added to one counter does not appear in another."""
    one, other = attempt.Counter(), attempt.Counter()
    one.add(3)
    later = attempt.Counter()
    values = (one.value, other.value, later.value)
    assert values == (3, 0, 0), f"3 was added to the first of three counters; they show {values}"


def test_threads_in_turn(attempt: ModuleType) -> None:
    """All threads see one total: each adds to what those before it left."""
    counter = attempt.Counter()
    counter.add(1)
    in_a_thread(lambda: counter.add(10))
    seen = in_a_thread(lambda: counter.value)
    assert seen == 11, f"one thread added 1, another 10, one after the other; a third reads {seen!r}"
    counter.add(100)
    value = counter.value
    assert value == 111, f"1, 10 and 100 were added, one after the other; the value is {value!r}"


def test_refuses(attempt: ModuleType) -> None:
    """`add` raises `TypeError` for what cannot be added to an int."""
    # Counters that are never used again: what a lock left held does to the next caller is shown in
    # `schedules`, at once and with its holder, where here it would take the whole time-out.
    for amount in ("x", "5", None, [], object()):
        refuses(attempt.Counter(), amount)


def refuses(counter: Any, amount: object) -> None:
    """Make sure that ``counter`` does not take ``amount``."""
    try:
        counter.add(amount)
    except TypeError:
        return
    except Exception as error:
        raise AssertionError(f"add({amount!r}) raises {type(error).__name__}, not TypeError") from error
    raise AssertionError(f"add({amount!r}) raises no TypeError")
