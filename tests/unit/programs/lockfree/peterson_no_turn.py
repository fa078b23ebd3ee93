"""Without a turn both can wait for each other for ever."""
# expect: livelock

want = [False, False]
turn = 0
count = 0


def enter(me):
    global turn, count
    other = 1 - me
    want[me] = True
    turn = other
    while want[other]:
        pass
    count += 1
    want[me] = False


def test_exclusion(together):
    together(lambda: enter(0), lambda: enter(1))
    assert count == 2
