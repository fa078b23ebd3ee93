"""`with ... as obj.attribute` stores where another looks."""
# expect: race

import contextlib


class Current:
    lock = None


def use(n):
    with contextlib.nullcontext(n) as Current.lock:
        return Current.lock


def test_own(together):
    assert together(lambda: use(1), lambda: use(2)) == [1, 2]
