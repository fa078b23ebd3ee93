"""One condition and a flag per account: wait until all that are needed are free, and book them at once.

The lock is held to look at the flags and to change them, never while money moves.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Condition

_freed = Condition()


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._balance = balance
        self._busy = False

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with _booked(self):
            return self._balance


@contextmanager
def _booked(*accounts: Account) -> Iterator[None]:
    with _freed:
        _freed.wait_for(lambda: not any(account._busy for account in accounts))
        for account in accounts:
            account._busy = True
    try:
        yield
    finally:
        with _freed:
            for account in accounts:
                account._busy = False
            _freed.notify_all()


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    with _booked(source, target):
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)
    with _booked(*accounts):
        return sum(account._balance for account in accounts)
