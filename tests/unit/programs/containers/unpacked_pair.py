"""A pair is unpacked from a list that is changed in two stores."""
# expect: race

pair = [0, 0]


def change():
    pair[0] = 1
    pair[1] = 1


def read():
    a, b = pair
    return a, b


def test_both(together):
    a, b = together(change, read)[1]
    assert a == b
