"""Two objects of the same rank: a third lock decides who may take both."""
# expect: passed

import threading


class Account:
    def __init__(self, balance):
        self.balance, self.rank, self.lock = balance, 0, threading.Lock()


tie = threading.Lock()


def transfer(source, target):
    if source.rank == target.rank:
        with tie, source.lock, target.lock:
            source.balance -= 1
            target.balance += 1


def test_money_kept(together):
    a, b = Account(1), Account(1)
    together(lambda: transfer(a, b), lambda: transfer(b, a))
    assert (a.balance, b.balance) == (1, 1)
