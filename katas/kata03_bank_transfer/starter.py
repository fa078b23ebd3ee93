"""Money moves between accounts while many threads watch: none is lost, none is made, nobody hangs."""

from collections.abc import Iterable


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        # TODO: what does an account need besides its balance?
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
    # TODO: two accounts change as one. What if another thread moves money the other way right now?
    raise NotImplementedError


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    # TODO: money that is on its way must not be missed, nor counted twice.
    raise NotImplementedError
