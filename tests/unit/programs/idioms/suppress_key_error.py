"""`contextlib.suppress` round a `del` that another may have done."""
# expect: passed

import contextlib

stock = {"a": 1}


def sell():
    with contextlib.suppress(KeyError):
        del stock["a"]
        return True
    return False


def test_sold_once(together):
    assert sorted(together(sell, sell)) == [False, True]
