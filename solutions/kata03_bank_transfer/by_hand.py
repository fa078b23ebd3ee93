"""Locks in the order of opening, taken and given back by hand, with a case for the same account.

The number comes from a class attribute under a lock of its own, where `itertools.count` would do.
"""

from collections.abc import Iterable
from threading import Lock


class Account:
    """An account that any number of threads may use at the same time."""

    __slots__ = ("_balance", "_lock", "_number")

    _opened = 0
    _opening = Lock()

    def __init__(self, balance: int) -> None:
        self._balance = balance
        self._lock = Lock()
        with Account._opening:
            self._number = Account._opened
            Account._opened += 1

    def __lt__(self, other: "Account") -> bool:
        return self._number < other._number

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with self._lock:
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
    first, second = min(source, target), max(source, target)
    first._lock.acquire()
    second._lock.acquire()
    try:
        enough = source._balance >= amount
        if enough:
            source._balance -= amount
            target._balance += amount
        return enough
    finally:
        second._lock.release()
        first._lock.release()


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)
    held = sorted(set(accounts))
    for account in held:
        account._lock.acquire()
    try:
        return sum(account._balance for account in accounts)
    finally:
        for account in held:
            account._lock.release()
