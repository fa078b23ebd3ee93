"""Both forks are taken in one critical section of a condition, or waited for."""
# expect: passed

import threading


class Table:
    def __init__(self):
        self.changed, self.free = threading.Condition(), {0, 1, 2}

    def take(self, *forks):
        with self.changed:
            self.changed.wait_for(lambda: self.free >= set(forks))
            self.free -= set(forks)

    def give(self, *forks):
        with self.changed:
            self.free |= set(forks)
            self.changed.notify_all()


def test_all_eat(together):
    table, meals = Table(), []

    def eat(seat):
        table.take(seat, (seat + 1) % 3)
        meals.append(seat)
        table.give(seat, (seat + 1) % 3)

    together(lambda: eat(0), lambda: eat(1), lambda: eat(2))
    assert sorted(meals) == [0, 1, 2]
