"""The field is a class attribute of all accounts, set through the class."""
# expect: race

import threading
import typing
from dataclasses import dataclass, field


@dataclass
class Account:
    balance: int = 0
    total: typing.ClassVar[int] = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def deposit(self, amount):
        with self.lock:
            Account.total += amount


def test_deposits(together):
    account = Account(5)
    together(lambda: account.deposit(1), lambda: Account().deposit(2))
    assert Account.total == 3
