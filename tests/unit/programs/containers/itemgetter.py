"""An `itemgetter` reads, then the item is stored."""
# expect: race

import operator


def test_it(together):
    table = {"n": 0}
    get = operator.itemgetter("n")

    def add():
        table["n"] = get(table) + 1

    together(add, add)
    assert table["n"] == 2
