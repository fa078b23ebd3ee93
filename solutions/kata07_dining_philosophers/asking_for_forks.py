"""Chandy and Misra: forks are dirty or clean, and whoever holds a dirty one gives it when asked.

At first all forks are dirty and with the neighbour of the lower number, so that who precedes whom has no
circle; a meal makes both forks dirty and its eater last among its neighbours.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Condition


class _Fork:
    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.dirty = True
        self.in_use = False

    def is_mine(self, seat: int) -> bool:
        """Take the fork if it lies there dirty; say whether it is here now."""
        if self.owner != seat and self.dirty and not self.in_use:
            self.owner, self.dirty = seat, False
        return self.owner == seat


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    forks = [_Fork(min(seat, (seat + 1) % philosophers)) for seat in range(philosophers)]
    table = Condition()

    def philosopher(seat: int) -> None:
        mine = forks[seat - 1], forks[seat]
        for _ in range(meals):
            with table:
                while [fork for fork in mine if not fork.is_mine(seat)]:  # asks for both
                    table.wait()
                for fork in mine:
                    fork.in_use = True
            try:
                eat(seat)
            finally:
                with table:
                    for fork in mine:
                        fork.in_use, fork.dirty = False, True
                    table.notify_all()

    with ThreadPoolExecutor(philosophers) as room:
        dinners = [room.submit(philosopher, seat) for seat in range(philosophers)]
    for dinner in dinners:
        dinner.result()
