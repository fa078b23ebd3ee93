"""A dataclass with slots, a lock by `default_factory` that is no part of comparing."""
# expect: passed

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Account:
    balance: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def deposit(self, amount):
        with self.lock:
            self.balance += amount


def test_deposits(together):
    account = Account()
    together(lambda: account.deposit(1), lambda: account.deposit(2))
    assert account == Account(3)
