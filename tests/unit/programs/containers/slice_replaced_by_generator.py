"""A slice assignment runs its generator first and then replaces in one step."""
# expect: passed

pair = [0, 0]


def change():
    pair[:] = (n + 1 for n in range(2))


def test_whole(together):
    assert together(change, lambda: list(pair))[1] in ([0, 0], [1, 2])
