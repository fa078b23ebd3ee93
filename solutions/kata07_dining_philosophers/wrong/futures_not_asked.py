"""The pool waits for all of them, and nobody asks the futures what they raised."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done.

    ``eat(seat)`` is one meal of the philosopher at ``seat``, 0 to ``philosophers - 1``.

    Raises:
        ValueError: there are fewer than two philosophers.
    """
    if philosophers <= 1:
        raise ValueError(f"it takes two to share a fork, not {philosophers}")
    forks = [Lock() for _ in range(philosophers)]

    def philosopher(seat: int) -> None:
        low, high = sorted((seat, (seat + 1) % philosophers))
        for _ in range(meals):
            with forks[low], forks[high]:
                eat(seat)

    with ThreadPoolExecutor(philosophers) as table:  # leaving it waits for all of them
        for seat in range(philosophers):
            table.submit(philosopher, seat)
