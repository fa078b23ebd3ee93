"""`while ... else` gives up after the deque was found empty, and says so."""
# expect: passed

from collections import deque

items = deque([1, 2])


def find(wanted):
    seen = []
    while True:
        try:
            item = items.popleft()
        except IndexError:
            break
        seen.append(item)
        if item == wanted:
            break
    return seen


def test_each_once(together):
    first, second = together(lambda: find(1), lambda: find(2))
    assert sorted(first + second + list(items)) == [1, 2]
