"""A pipeline of generators, each thread its own."""
# expect: passed

def numbers():
    yield from range(3)


def squares(source):
    for n in source:
        yield n * n


def test_own(together):
    assert together(lambda: sum(squares(numbers())), lambda: list(squares(numbers()))) == [5, [0, 1, 4]]
