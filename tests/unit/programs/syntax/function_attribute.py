"""A function counts its calls in an attribute of itself."""
# expect: race

def work():
    work.calls += 1


work.calls = 0


def test_both(together):
    together(work, work)
    assert work.calls == 2
