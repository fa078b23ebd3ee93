"""The decorator makes a new lock at each call."""
# expect: race

import functools
import threading


def synchronised(method):
    lock = threading.RLock()

    @functools.wraps(method)
    def locked(*args, **kwargs):
        with threading.RLock():
            return method(*args, **kwargs)

    return locked


class Stock:
    left = 1

    @synchronised
    def sell(self):
        if self.left > 0:
            self.left -= 1
            return True
        return False


def test_sold_once(together):
    stock = Stock()
    assert sorted(together(stock.sell, stock.sell)) == [False, True]
    assert stock.left == 0
