"""A lock per fork; everybody takes the fork with the lower number first.

In one order for all, there is no circle: whoever holds the highest fork that is taken waits for nobody,
eats, and puts it down. `with` puts the forks down whatever happens at the meal. An exception would end
with its thread, so the philosopher leaves it on a list for the caller.
"""

from collections.abc import Callable
from threading import Lock, Thread


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done.

    ``eat(seat)`` is one meal of the philosopher at ``seat``, 0 to ``philosophers - 1``.

    Raises:
        ValueError: there are fewer than two philosophers.
    """
    if philosophers <= 1:
        raise ValueError(f"it takes two to share a fork, not {philosophers}")
    forks = [Lock() for _ in range(philosophers)]
    raised: list[BaseException] = []

    def philosopher(seat: int) -> None:
        low, high = sorted((seat, (seat + 1) % philosophers))
        try:
            for _ in range(meals):
                with forks[low], forks[high]:
                    eat(seat)
        except BaseException as error:  # noqa: BLE001  whatever it is, the caller must see it
            raised.append(error)

    threads = [Thread(target=philosopher, args=(seat,)) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
