"""The taker trusts the wake-up; another took the item first."""
# expect: race

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
            if not self.items:
                self.condition.wait()
            return self.items.pop()


def test_both_get_one(together):
    pile = Pile()
    first, second, _ = together(pile.take, pile.take, lambda: [pile.add(1), pile.add(2)])
    assert {first, second} == {1, 2}
