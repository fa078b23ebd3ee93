"""`except ... as error` binds a global, and unbinds it at the end."""
# expect: race

error = None
seen = []


def fail(n):
    global error
    try:
        raise ValueError(n)
    except ValueError as error:
        seen.append(error.args[0])


def test_both(together):
    together(lambda: fail(1), lambda: fail(2))
    assert sorted(seen) == [1, 2]
