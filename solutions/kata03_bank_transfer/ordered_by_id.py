"""A re-entrant lock per account, taken in the order of `id`: no two living objects share one.

With an `RLock` an account that comes twice, as in a transfer to oneself, needs no case of its own.
"""

import threading
from collections.abc import Iterable
from contextlib import ExitStack


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self.lock = threading.RLock()
        self.money = balance

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with self.lock:
            return self.money


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    first, second = (source, target) if id(source) < id(target) else (target, source)
    with first.lock, second.lock:
        if source.money < amount:
            return False
        source.money -= amount
        target.money += amount
    return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = sorted(accounts, key=id)
    with ExitStack() as held:
        for account in accounts:
            held.enter_context(account.lock)
        return sum(account.money for account in accounts)
