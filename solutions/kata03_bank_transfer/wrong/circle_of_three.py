"""A gate per pair keeps opposite transfers apart; three in a circle still wait for each other."""
# expect: deadlock in schedules

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

_gates: dict[frozenset, Lock] = {}


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
    gate = _gates.setdefault(frozenset([source, target]), Lock())
    with gate, source._lock, target._lock:
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
