"""Odd accounts lock themselves first and even ones the other: two of the same kind still wait in a circle."""
# expect: deadlock in schedules

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock

_numbers = count()


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._balance = balance
        self._lock = Lock()
        self._number = next(_numbers)

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with self._lock:
            return self._balance


@contextmanager
def _locked(accounts: Iterable[Account]) -> Iterator[None]:
    held: list[Account] = []
    wanted = set(accounts)
    while len(held) < len(wanted):
        for account in wanted:
            if account._lock.acquire(blocking=False):
                held.append(account)
            else:
                while held:
                    held.pop()._lock.release()
                time.sleep(0.001)
                break
    try:
        yield
    finally:
        for account in held:
            account._lock.release()


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    if source is target:
        return source.balance >= amount
    first, second = (source, target) if source._number % 2 else (target, source)
    with first._lock, second._lock:
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)
    with _locked(accounts):
        return sum(account._balance for account in accounts)
