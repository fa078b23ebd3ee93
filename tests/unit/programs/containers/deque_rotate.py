"""The deque is turned while another reads both ends."""
# expect: race

from collections import deque

ring = deque([1, 2])


def ends():
    return ring[0], ring[-1]


def test_ends(together):
    first, last = together(ring.rotate, ends)[1]
    assert first != last
