"""Two decorated methods have a lock each, and share one attribute."""
# expect: race

import functools
import threading


def synchronised(method):
    lock = threading.RLock()

    @functools.wraps(method)
    def locked(*args, **kwargs):
        with lock:
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

    @synchronised
    def give(self):
        if self.left > 0:
            self.left -= 1
            return True
        return False


def test_sold_once(together):
    stock = Stock()
    assert sorted(together(stock.sell, stock.give)) == [False, True]
    assert stock.left == 0
