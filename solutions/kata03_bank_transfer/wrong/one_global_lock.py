"""One lock for the whole bank: nothing is ever wrong, and no two transfers ever run side by side."""
# expect: wrong in schedules

from collections.abc import Iterable
from threading import Lock

_bank = Lock()


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._balance = balance

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with _bank:
            return self._balance


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    with _bank:
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    with _bank:
        return sum(account._balance for account in accounts)
