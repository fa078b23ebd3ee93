"""The turn is given away before the wish is shown."""
# expect: race

want = [False, False]
turn = 0
count = 0


def enter(me):
    global turn, count
    other = 1 - me
    turn = other
    want[me] = True
    while want[other] and turn == other:
        pass
    count += 1
    want[me] = False


def test_exclusion(together):
    together(lambda: enter(0), lambda: enter(1))
    assert count == 2
