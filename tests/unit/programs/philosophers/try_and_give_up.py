"""Who cannot get the second fork goes hungry."""
# expect: race

import threading
import time


def test_both_eat(together):
    forks = [threading.Lock(), threading.Lock()]
    meals = []

    def eat(seat):
        while True:
            with forks[seat]:
                if forks[1 - seat].acquire(blocking=False):
                    meals.append(seat)
                    forks[1 - seat].release()
                    return
            return

    together(lambda: eat(0), lambda: eat(1))
    assert sorted(meals) == [0, 1]
