"""A lock per account; whoever needs several takes them all, in the order the accounts were opened.

Both locks at once, so that no one sees money on its way. In one order for everybody, so that nobody
can wait in a circle: among those who hold locks, the one that holds the latest waits for none of
the others. Each lock once, so that a transfer to oneself does not wait for itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from threading import Lock

_numbers = count()  # `next` on it is one step, so two threads never get the same number


class Account:
    """An account that any number of threads may use at the same time."""

    def __init__(self, balance: int) -> None:
        self._balance = balance
        self._lock = Lock()
        self._number = next(_numbers)

    @property
    def balance(self) -> int:
        """The money in this account now."""
        with self._lock:
            return self._balance


@contextmanager
def _locked(accounts: Iterable[Account]) -> Iterator[None]:
    """Hold the locks of all ``accounts``."""
    with ExitStack() as held:
        for account in sorted(set(accounts), key=lambda account: account._number):
            held.enter_context(account._lock)
        yield


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount`` and return True; move nothing and return False if ``source`` has too little.

    Raises:
        ValueError: ``amount`` is not above zero.
    """
    if amount <= 0:
        raise ValueError(f"amount must be above zero, not {amount}")
    with _locked((source, target)):
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True


def total(accounts: Iterable[Account]) -> int:
    """The money in ``accounts`` at one single moment; an account given twice counts twice."""
    accounts = list(accounts)  # walked here, once: it may be a generator
    with _locked(accounts):
        return sum(account._balance for account in accounts)
