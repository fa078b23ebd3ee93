"""Transfers lock; a snapshot does not, but looks again until nothing has changed between two looks.

What it compares are not balances, which may come back to an old figure, but versions, which never
do. A version is odd while money moves, and an odd one is no moment for a snapshot.
"""

import time
from collections.abc import Iterable
from itertools import count
from threading import Lock

_numbers = count()


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._number = next(_numbers)
        self._lock = Lock()
        self._version = 0
        self._balance = balance

    @property
    def balance(self) -> int:
        """The money in this account now."""
        return self._balance


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    if source is target:
        return source.balance >= amount
    first, second = sorted((source, target), key=lambda account: account._number)
    with first._lock, second._lock:
        if source._balance < amount:
            return False
        first._version += 1
        second._version += 1
        source._balance -= amount
        target._balance += amount
        first._version += 1
        second._version += 1
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)
    while True:
        before = [account._version for account in accounts]
        money = sum([account._balance for account in accounts])
        after = [account._version for account in accounts]
        if before == after and not any(version % 2 for version in before):
            return money
        time.sleep(0)
