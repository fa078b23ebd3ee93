"""A lambda in a loop sees the last value of the loop's variable."""
# expect: wrong

def test_each_its_own(together):
    got = together(*[lambda: n for n in range(2)])
    assert got == [0, 1]
