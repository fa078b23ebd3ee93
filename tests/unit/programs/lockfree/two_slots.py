"""Each thread counts in a slot of its own; the reader adds them up and is never ahead."""
# expect: passed

slots = [0, 0]


def add(n):
    slots[n] += 1


def test_never_ahead(together):
    _, _, seen = together(lambda: add(0), lambda: add(1), lambda: sum(slots))
    assert seen in {0, 1, 2}
    assert sum(slots) == 2
