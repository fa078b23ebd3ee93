"""The closure forgets its lock."""
# expect: race

import threading


def make_counter():
    count = 0
    lock = threading.Lock()

    def increment():
        nonlocal count
        count += 1
        return count

    return increment


def test_every_number_once(together):
    increment = make_counter()
    assert sorted(together(increment, increment, increment)) == [1, 2, 3]
