"""The waiter is asked with a fork in hand."""
# expect: deadlock

import threading


def test_waiter(together):
    forks = [threading.Lock(), threading.Lock()]
    seats = threading.BoundedSemaphore(1)

    def eat(seat):
        with forks[seat], seats, forks[1 - seat]:
            pass

    together(lambda: eat(0), lambda: eat(1))
