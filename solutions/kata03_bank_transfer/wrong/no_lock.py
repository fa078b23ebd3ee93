"""No lock: a transfer writes balances that know nothing of what other transfers did meanwhile."""
# expect: race in schedules

from collections.abc import Iterable


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
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
    if source._balance < amount:
        return False
    source._balance -= amount
    target._balance += amount
    return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    return sum(account.balance for account in accounts)
