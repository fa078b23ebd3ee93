"""Two accounts are locked in the order of their numbers."""
# expect: passed

import threading


class Account:
    def __init__(self, number, balance):
        self.number, self.balance, self.lock = number, balance, threading.Lock()


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock, second.lock:
        if source.balance >= amount:
            source.balance -= amount
            target.balance += amount


def test_money_is_kept(together):
    a, b = Account(1, 10), Account(2, 10)
    together(lambda: transfer(a, b, 10), lambda: transfer(b, a, 20))
    assert a.balance + b.balance == 20
    assert min(a.balance, b.balance) >= 0
