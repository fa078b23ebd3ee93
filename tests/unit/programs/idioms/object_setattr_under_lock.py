"""An attribute is changed by what `object` does, under a lock."""
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
        object.__setattr__(account, "balance", object.__getattribute__(account, "balance") + 1)


def test_both(together):
    together(one, other)
    assert account.balance == 2
