"""Four philosophers take the lower fork first."""
# expect: passed

import threading


def test_all_eat(together):
    forks, meals = [threading.Lock() for _ in range(4)], []

    def eat(seat):
        first, second = sorted((seat, (seat + 1) % 4))
        with forks[first], forks[second]:
            meals.append(seat)

    together(*[lambda seat=seat: eat(seat) for seat in range(4)])
    assert sorted(meals) == [0, 1, 2, 3]
