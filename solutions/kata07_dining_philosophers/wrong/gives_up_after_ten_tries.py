"""Tries ten times, and goes without the meal then."""
# expect: wrong in schedules

import random
import threading
import time
from collections.abc import Callable


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    forks = [threading.Lock() for _ in range(philosophers)]
    raised: list[BaseException] = []

    def meal(seat: int) -> None:
        left, right = forks[seat], forks[(seat + 1) % philosophers]
        for _ in range(10):
            with left:
                if right.acquire(blocking=False):
                    try:
                        eat(seat)
                    finally:
                        right.release()
                    return
            time.sleep(random.uniform(0.0, 0.001))  # noqa: S311  a pause, not a secret

    def philosopher(seat: int) -> None:
        try:
            for _ in range(meals):
                meal(seat)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=philosopher, args=(seat,)) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised.pop()
