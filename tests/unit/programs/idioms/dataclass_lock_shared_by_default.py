"""The dataclass's lock is a default made once, so all accounts share it: slow, and right."""
# expect: passed

import threading
from dataclasses import dataclass

LOCK = threading.Lock()


@dataclass
class Account:
    balance: int = 0
    lock: object = LOCK

    def deposit(self, amount):
        with self.lock:
            self.balance += amount


def test_deposits(together):
    account = Account()
    together(lambda: account.deposit(1), lambda: account.deposit(2))
    assert account.balance == 3
