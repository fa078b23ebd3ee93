"""`get` and a store stand where `setdefault` was."""
# expect: race

from collections import deque


def test_nothing_lost(together):
    items, line, names, table = [], deque(), set(), {}

    def work(me):
        items.append(me)
        line.appendleft(me)
        names.add(me)
        if table.get("first") is None:
            table["first"] = me
        table[me] = table["first"]

    together(lambda: work(1), lambda: work(2))
    assert sorted(items) == sorted(line) == sorted(names) == [1, 2]
    assert table[1] == table[2] == table["first"]
