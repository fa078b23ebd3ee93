"""A `deque` with `maxlen` keeps the last ones."""
# expect: passed

from collections import deque


def test_keeps_two(together):
    recent = deque(maxlen=2)
    together(*[lambda n=n: recent.append(n) for n in range(3)])
    assert len(recent) == 2
    assert set(recent) < {0, 1, 2}
