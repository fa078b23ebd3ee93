"""The ValueError leaves with the locks taken, and the next transfer waits for ever."""
# expect: deadlock in schedules

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
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
        return self._balance


@contextmanager
def _locked(accounts: Iterable[Account]) -> Iterator[None]:
    with ExitStack() as held:
        for account in sorted(set(accounts), key=lambda account: account._number):
            held.enter_context(account._lock)
        yield


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    held = sorted({source, target}, key=lambda account: account._number)
    for account in held:
        account._lock.acquire()
    if amount <= 0:
        raise ValueError("amount must be above zero")
    try:
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True
    finally:
        for account in held:
            account._lock.release()


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)
    with _locked(accounts):
        return sum(account._balance for account in accounts)
