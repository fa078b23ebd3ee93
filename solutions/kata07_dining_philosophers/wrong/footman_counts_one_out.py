"""Who leaves because of an exception never gives the chair back."""
# expect: deadlock in correctness

import threading
from collections.abc import Callable


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    forks = [threading.Lock() for _ in range(philosophers)]
    footman = threading.BoundedSemaphore(philosophers - 1)
    raised: list[BaseException] = []

    def philosopher(seat: int) -> None:
        left, right = forks[seat], forks[(seat + 1) % philosophers]
        try:
            for _ in range(meals):
                footman.acquire()
                with left, right:
                    eat(seat)
                footman.release()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=philosopher, args=(seat,)) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
