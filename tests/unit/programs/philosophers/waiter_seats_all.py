"""The waiter seats as many as there are forks."""
# expect: deadlock

import threading


def test_waiter(together):
    forks = [threading.Lock(), threading.Lock()]
    seats = threading.BoundedSemaphore(2)

    def eat(seat):
        with seats, forks[seat], forks[1 - seat]:
            pass

    together(lambda: eat(0), lambda: eat(1))
