"""What is raised beyond the third seat is lost."""
# expect: wrong in correctness

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
            if seat < 3:
                raised.append(error)

    threads = [Thread(target=philosopher, args=(seat,)) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
