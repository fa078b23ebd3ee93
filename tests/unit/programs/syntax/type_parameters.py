"""A generic class with type parameters, its count under a lock."""
# expect: passed

import threading


class Box[T]:
    def __init__(self, *items: T):
        self.items, self.lock = list(items), threading.Lock()

    def swap(self, item: T) -> T:
        with self.lock:
            old, self.items[0] = self.items[0], item
            return old


def test_each_once(together):
    box = Box[int](0)
    got = together(lambda: box.swap(1), lambda: box.swap(2))
    assert sorted([*got, box.items[0]]) == [0, 1, 2]
