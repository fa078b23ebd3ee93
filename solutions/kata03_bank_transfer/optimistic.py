"""A right answer without a lock per account: look freely, commit only if nothing has changed.

A state is never altered, only replaced, so looking needs no lock. The one lock is held for a few
assignments, and never while anybody waits for anything else.
"""

import threading
from collections.abc import Iterable

_commit = threading.Lock()


class Account:
    """An account whose state is one tuple: how often it changed, and its balance."""

    def __init__(self, balance: int) -> None:
        self._state = (0, balance)

    @property
    def balance(self) -> int:
        """The committed balance."""
        return self._state[1]


def transfer(source: Account, target: Account, amount: int) -> bool:
    """Move ``amount``; False, and nothing moves, where ``source`` has too little."""
    if amount <= 0:
        raise ValueError(f"amount must be above zero, not {amount}")
    while True:
        paying, paid = source._state, target._state
        if paying[1] < amount:
            return False
        if source is target:
            return True
        with _commit:
            if source._state is paying and target._state is paid:
                source._state = (paying[0] + 1, paying[1] - amount)
                target._state = (paid[0] + 1, paid[1] + amount)
                return True


def total(accounts: Iterable[Account]) -> int:
    """The sum of the balances at one instant: nobody commits while it is taken."""
    accounts = list(accounts)
    with _commit:
        return sum(account._state[1] for account in accounts)
