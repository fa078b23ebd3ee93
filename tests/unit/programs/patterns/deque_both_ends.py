"""One pops from the left, one from the right; together they get all."""
# expect: passed

from collections import deque


def test_all_gone(together):
    line = deque([1, 2])
    assert sorted(together(line.popleft, line.pop)) == [1, 2]
    assert not line
