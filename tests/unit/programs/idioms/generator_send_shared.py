"""An accumulator that is sent values by two threads: it can be running already."""
# expect: race

def accumulate():
    total = 0
    while True:
        total += yield total


def test_total(together):
    total = accumulate()
    next(total)
    together(lambda: total.send(1), lambda: total.send(2))
    assert total.send(0) == 3
