"""`if` for `while`: the wish of the other is looked at once."""
# expect: race

want = [False, False]
turn = 0
count = 0


def enter(me):
    global turn, count
    other = 1 - me
    want[me] = True
    if want[other]:
        if turn != me:
            want[me] = False
            while turn != me:
                pass
            want[me] = True
    count += 1
    turn = other
    want[me] = False


def test_exclusion(together):
    together(lambda: enter(0), lambda: enter(1))
    assert count == 2
