"""Dijkstra's and Tanenbaum's: three states, a private semaphore each, and who stops tests its neighbours."""

from collections.abc import Callable
from enum import Enum, auto
from threading import Lock, Semaphore, Thread


class _State(Enum):
    THINKING = auto()
    HUNGRY = auto()
    EATING = auto()


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:  # noqa: C901  the whole table in one closure
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    states = [_State.THINKING] * philosophers
    may_eat = [Semaphore(0) for _ in range(philosophers)]
    mutex = Lock()
    raised: dict[int, BaseException] = {}

    def neighbours(seat: int) -> tuple[int, int]:
        return (seat - 1) % philosophers, (seat + 1) % philosophers

    def test(seat: int) -> None:
        if states[seat] is _State.HUNGRY and all(states[n] is not _State.EATING for n in neighbours(seat)):
            states[seat] = _State.EATING
            may_eat[seat].release()

    def philosopher(seat: int) -> None:
        for _ in range(meals):
            with mutex:
                states[seat] = _State.HUNGRY
                test(seat)
            may_eat[seat].acquire()
            try:
                eat(seat)
            except BaseException as error:  # noqa: BLE001  the caller gets it
                raised[seat] = error
            with mutex:
                states[seat] = _State.THINKING
                for neighbour in neighbours(seat):
                    test(neighbour)
            if seat in raised:
                return

    threads = [Thread(target=philosopher, args=(seat,), daemon=True) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in raised.values():
        raise error
