"""No order among accounts: a gate lets one thread at a time collect all the locks that it needs.

The gate is held while locks are collected, never while money moves. Who waits inside the gate waits
for threads that have all their locks already and need the gate no more, so there is no circle.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock

_gate = Lock()


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
    with ExitStack() as held:
        with _gate:
            for account in set(accounts):
                held.enter_context(account._lock)
        yield


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    with _locked([source, target]):
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = tuple(accounts)
    with _locked(accounts):
        return sum(account._balance for account in accounts)
