"""The philosopher waits for the second fork with the first in hand."""
# expect: deadlock

import threading
import time


def test_both_eat(together):
    forks = [threading.Lock(), threading.Lock()]
    meals = []

    def eat(seat):
        while True:
            with forks[seat]:
                if forks[1 - seat].acquire():
                    meals.append(seat)
                    forks[1 - seat].release()
                    return
            time.sleep(0.01 * seat)

    together(lambda: eat(0), lambda: eat(1))
    assert sorted(meals) == [0, 1]
