"""A mutable default is shared by all calls: looked at, then changed."""
# expect: race

def remember(x, seen=[]):
    if x not in seen:
        seen.append(x)
    return len(seen)


def test_it(together):
    together(lambda: remember(1), lambda: remember(1))
    assert remember(1) == 1
