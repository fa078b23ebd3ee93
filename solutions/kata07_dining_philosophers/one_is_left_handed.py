"""All take the left fork first, but for the last one: that breaks the circle.

What a philosopher raises comes back as the result of its thread's future.
"""

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Semaphore


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    forks = [Semaphore(1) for _ in range(philosophers)]

    def philosopher(seat: int) -> None:
        first, second = forks[seat], forks[(seat + 1) % philosophers]
        if seat == philosophers - 1:
            first, second = second, first
        for _ in range(meals):
            first.acquire()
            second.acquire()
            try:
                eat(seat)
            finally:
                second.release()
                first.release()

    table = ThreadPoolExecutor(max_workers=philosophers)
    dinners: list[Future[None]] = [table.submit(philosopher, seat) for seat in range(philosophers)]
    done, _ = wait(dinners, return_when=FIRST_EXCEPTION)
    table.shutdown()
    for dinner in done:
        dinner.result()
