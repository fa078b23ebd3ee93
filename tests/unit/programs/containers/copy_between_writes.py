"""An object is copied between the two halves of a change."""
# expect: race

import copy


class Range:
    def __init__(self):
        self.low = self.high = 0


def test_consistent(together):
    shared = Range()

    def move():
        shared.low = 1
        shared.high = 1

    seen = together(move, lambda: copy.copy(shared))[1]
    assert seen.low == seen.high
