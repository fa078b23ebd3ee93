"""A waiter seats one fewer than there are forks."""
# expect: passed

import threading


def test_waiter(together):
    forks = [threading.Lock(), threading.Lock()]
    seats = threading.BoundedSemaphore(1)

    def eat(seat):
        with seats, forks[seat], forks[1 - seat]:
            pass

    together(lambda: eat(0), lambda: eat(1))
