"""One thread alone writes; the other reads a counter that only grows."""
# expect: passed

ticks = 0


def tick():
    global ticks
    for _ in range(2):
        ticks += 1


def look():
    first = ticks
    second = ticks
    return first <= second


def test_grows(together):
    assert together(tick, look)[1]
    assert ticks == 2
