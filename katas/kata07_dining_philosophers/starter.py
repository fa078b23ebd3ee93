"""Philosophers round a table: each eats with the two forks beside it, and nobody waits for ever."""

from collections.abc import Callable


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done.

    ``eat(seat)`` is one meal of the philosopher at ``seat``, 0 to ``philosophers - 1``.

    Raises:
        ValueError: there are fewer than two philosophers.
    """
    # TODO: a fork between any two neighbours; who takes which one first?
    # TODO: a thread each. What if `eat` raises in one of them?
    raise NotImplementedError
