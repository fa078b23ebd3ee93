"""A pool of two workers, whatever the number of guests, and the guests wait for each other at the door."""
# expect: deadlock in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done.

    ``eat(seat)`` is one meal of the philosopher at ``seat``, 0 to ``philosophers - 1``.

    Raises:
        ValueError: there are fewer than two philosophers.
    """
    if philosophers <= 1:
        raise ValueError(f"it takes two to share a fork, not {philosophers}")
    forks = [Lock() for _ in range(philosophers)]

    door = Barrier(philosophers)

    def philosopher(seat: int) -> None:
        door.wait()
        low, high = sorted((seat, (seat + 1) % philosophers))
        for _ in range(meals):
            with forks[low], forks[high]:
                eat(seat)

    with ThreadPoolExecutor(2) as table:  # leaving it waits for all of them
        dinners = [table.submit(philosopher, seat) for seat in range(philosophers)]
    for dinner in dinners:
        dinner.result()  # raises what the philosopher raised
