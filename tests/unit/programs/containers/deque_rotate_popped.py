"""Each `popleft` takes another item, however the deque is turned in between."""
# expect: passed

from collections import deque

ring = deque([1, 2])


def both():
    return {ring.popleft(), ring.popleft()}


def test_both(together):
    assert together(ring.rotate, both)[1] == {1, 2}
