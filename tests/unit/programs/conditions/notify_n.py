"""`notify(2)` for two items and two waiters."""
# expect: passed

import threading


class Pile:
    def __init__(self):
        self.condition = threading.Condition()
        self.items = []

    def add(self, *items):
        with self.condition:
            self.items.extend(items)
            self.condition.notify(len(items))

    def take(self):
        with self.condition:
            while not self.items:
                self.condition.wait()
            return self.items.pop()


def test_both_get_one(together):
    pile = Pile()
    first, second, _ = together(pile.take, pile.take, lambda: pile.add(1, 2))
    assert {first, second} == {1, 2}
