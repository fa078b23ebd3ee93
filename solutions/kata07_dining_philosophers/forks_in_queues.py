"""A fork is a thing in a queue of one: `get` takes it; what a philosopher raised comes in a queue too.

Seats with an odd number begin on the right, the others on the left; two neighbours who begin with the same
fork cannot both hold one and wait for the other.
"""

from collections.abc import Callable
from queue import Queue
from threading import Thread


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    forks: list[Queue[str]] = [Queue(1) for _ in range(philosophers)]
    for fork in forks:
        fork.put("fork")
    ends: Queue[BaseException | None] = Queue()

    def philosopher(seat: int) -> None:
        pair = [forks[seat], forks[(seat + 1) % philosophers]]
        first, second = reversed(pair) if seat % 2 else pair
        try:
            for _ in range(meals):
                one, other = first.get(), second.get()
                try:
                    eat(seat)
                finally:
                    first.put(one)
                    second.put(other)
            ends.put(None)
        except BaseException as error:  # noqa: BLE001  the caller gets it
            ends.put(error)

    threads = [Thread(target=philosopher, args=(seat,)) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    raised = [ends.get() for _ in threads]
    for thread in threads:
        thread.join()
    for error in raised:
        if error is not None:
            raise error
