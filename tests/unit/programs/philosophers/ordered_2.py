"""Two philosophers take the lower fork first."""
# expect: passed

import threading

SEATS = 2


def dine(seats):
    forks = [threading.Lock() for _ in range(seats)]
    meals = []

    def philosopher(seat):
        left, right = seat, (seat + 1) % seats
        first, second = min(left, right), max(left, right)
        with forks[first]:
            with forks[second]:
                meals.append(seat)

    threads = [threading.Thread(target=philosopher, args=(seat,)) for seat in range(seats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return meals


def test_all_eat():
    assert sorted(dine(SEATS)) == list(range(SEATS))
