"""`next` of one `itertools.count` numbers what two threads make."""
# expect: passed

import itertools

ids = itertools.count(1)


def make():
    return {"id": next(ids)}


def test_differ(together):
    a, b = together(make, make)
    assert sorted((a["id"], b["id"])) == [1, 2]
