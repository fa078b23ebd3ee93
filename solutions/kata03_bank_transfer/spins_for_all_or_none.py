"""A right answer that never waits with a lock in hand: it takes all locks at once, or none and tries again.

It cannot deadlock, since whoever fails to get the second lock gives the first one back. It burns
processor time while it tries, which is why the reference orders the locks instead.
"""

import threading
from collections.abc import Iterable


class Account:
    """An account with a lock of its own."""

    def __init__(self, balance: int) -> None:
        self._balance = balance
        self._lock = threading.Lock()

    @property
    def balance(self) -> int:
        """The balance."""
        with self._lock:
            return self._balance


def _take(accounts: Iterable[Account]) -> list[Account]:
    """Lock every account, each once."""
    wanted = list(dict.fromkeys(accounts))
    while True:
        taken: list[Account] = []
        for account in wanted:
            if not account._lock.acquire(blocking=False):
                break
            taken.append(account)
        else:
            return taken
        _give_back(taken)


def _give_back(accounts: Iterable[Account]) -> None:
    for account in accounts:
        account._lock.release()


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount``; False, and nothing moves, where ``source`` has too little."""
    if amount <= 0:
        raise ValueError(f"amount must be above zero, not {amount}")
    taken = _take([source, target])
    try:
        if source._balance < amount:
            return False
        source._balance -= amount
        target._balance += amount
        return True
    finally:
        _give_back(taken)


def total(accounts: Iterable[Account]) -> int:
    """The sum of the balances while all of them stand still."""
    accounts = list(accounts)
    taken = _take(accounts)
    try:
        return sum(account._balance for account in accounts)
    finally:
        _give_back(taken)
