"""No locks: one ledger of all transfers, to which the n-th entry is added once, by whoever is first.

``dict.setdefault`` is one step and says who won. A balance is what the ledger's first n entries make
of it, and a snapshot looks at the same n for every account. The price: it reads the whole ledger.
"""

from collections.abc import Iterable

_ledger: dict[int, tuple["Account", "Account", int]] = {}


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._opening = balance

    def after(self, entries: int) -> int:
        """The money in this account after the ledger's first ``entries`` entries."""
        money = self._opening
        for number in range(entries):
            source, target, amount = _ledger[number]
            money += amount * ((target is self) - (source is self))
        return money

    @property
    def balance(self) -> int:
        """The money in this account now."""
        return self.after(len(_ledger))


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError("amount must be above zero")
    entry = (source, target, amount)
    while True:
        entries = len(_ledger)
        if source.after(entries) < amount:
            return False
        if _ledger.setdefault(entries, entry) is entry:
            return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    entries = len(_ledger)
    return sum(account.after(entries) for account in accounts)
