"""An attribute is changed as such and as an item of `__dict__`, under a lock."""
# expect: passed

import threading

lock = threading.Lock()


class Account:
    def __init__(self):
        self.balance = 0


account = Account()


def one():
    with lock:
        account.balance += 1


def other():
    with lock:
        account.__dict__["balance"] += 1


def test_both(together):
    together(one, other)
    assert account.balance == 2
