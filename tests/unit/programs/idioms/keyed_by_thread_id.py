"""Each thread counts under its own identifier."""
# expect: passed

import threading


def test_it(together):
    mine = {}

    def work():
        me = threading.get_ident()
        mine[me] = mine.get(me, 0) + 1
        mine[me] += 1

    together(work, work)
    assert list(mine.values()) == [2, 2]
