"""Calls that CPython makes in one step: append, setdefault, add, pop, extend."""
# expect: passed

from collections import deque


def test_nothing_lost(together):
    items, line, names, table = [], deque(), set(), {}

    def work(me):
        items.append(me)
        line.appendleft(me)
        names.add(me)
        table[me] = table.setdefault("first", me)

    together(lambda: work(1), lambda: work(2))
    assert sorted(items) == sorted(line) == sorted(names) == [1, 2]
    assert table[1] == table[2] == table["first"]
