"""One lock is given back before the other is taken."""
# expect: race

import threading


class Account:
    def __init__(self, number, balance):
        self.number, self.balance, self.lock = number, balance, threading.Lock()


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    if source.balance >= amount:
        with source.lock:
            source.balance -= amount
        with target.lock:
            target.balance += amount


def test_money_is_kept(together):
    a, b = Account(1, 10), Account(2, 10)
    together(lambda: transfer(a, b, 10), lambda: transfer(a, b, 5))
    assert a.balance + b.balance == 20
    assert min(a.balance, b.balance) >= 0
