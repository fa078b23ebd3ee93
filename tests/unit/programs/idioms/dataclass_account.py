"""A dataclass with a lock as a field."""
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
    account = Account(5)
    together(lambda: account.deposit(1), lambda: account.deposit(2))
    assert account == Account(8)
