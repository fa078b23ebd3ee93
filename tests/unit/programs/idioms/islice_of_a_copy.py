"""A loop over the first items of a copy of a deque, while another thread appends to it."""
# expect: passed

from collections import deque
from itertools import islice

waiting = deque(["a", "b", "c"])


def look():
    return [item for item in islice(waiting.copy(), 2)]


def test_look_beside_append(together):
    first, _ = together(look, lambda: waiting.append("d"))
    assert first == ["a", "b"]
