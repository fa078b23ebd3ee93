"""Two items come, one waiter is woken."""
# expect: deadlock

import threading


class Pile:
    def __init__(self):
        self.condition = threading.Condition()
        self.items = []

    def add(self, *items):
        with self.condition:
            self.items.extend(items)
            self.condition.notify()

    def take(self):
        with self.condition:
            while not self.items:
                self.condition.wait()
            return self.items.pop()


def test_both_get_one(together):
    pile = Pile()
    first, second, _ = together(pile.take, pile.take, lambda: pile.add(1, 2))
    assert {first, second} == {1, 2}
