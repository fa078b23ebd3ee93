"""No order: try for every lock, and whoever does not get them all lets go, pauses and starts again.

Nobody waits while holding anything, so there is no circle. The pause is of random length, or two
threads could keep getting in each other's way in step.
"""

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._balance = balance
        self._lock = Lock()

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with self._lock:
            return self._balance


@contextmanager
def _locked(*accounts: Account) -> Iterator[None]:
    held: list[Lock] = []
    wanted = {account._lock for account in accounts}
    while len(held) < len(wanted):
        for lock in wanted:
            if lock.acquire(blocking=False):
                held.append(lock)
            else:
                while held:
                    held.pop().release()
                time.sleep(random.uniform(0.0, 0.001))  # noqa: S311  a pause, not a secret
                break
    try:
        yield
    finally:
        for lock in held:
            lock.release()


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    with _locked(source, target):
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)
    with _locked(*accounts):
        return sum(account._balance for account in accounts)
