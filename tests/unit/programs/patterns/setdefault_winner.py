"""`setdefault` says who was first."""
# expect: passed

def test_one_winner(together):
    winners = {}

    def claim(me):
        return winners.setdefault("prize", me) == me

    assert sorted(together(lambda: claim("a"), lambda: claim("b"))) == [False, True]
