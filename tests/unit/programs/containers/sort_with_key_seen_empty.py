"""A list that is being sorted with a Python key looks empty to others."""
# expect: race

class K:
    pass


def test_it(together):
    items = [2, 1]

    def key(x):
        return log.append(x) or x

    log = []
    _, n = together(lambda: items.sort(key=key), lambda: (len(log), len(items))[1])
    assert n == 2
