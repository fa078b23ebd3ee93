"""What accounts and transfers do in a single thread.

Two things are left to `schedules`, though one thread can show them: an account that is named twice
in one call, and the call after one that was refused. There a lock that is taken twice or left held
is shown at once and with its holder; here it would take the whole time-out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


def balances(*accounts: Any) -> tuple[int, ...]:
    """Give all balances."""
    return tuple(account.balance for account in accounts)


def test_opens_with_its_balance(attempt: ModuleType) -> None:
    """A new account has the balance that it was opened with."""
    seen = (attempt.Account(70).balance, attempt.Account(balance=0).balance)
    assert seen == (70, 0), f"opened with 70 and 0, two accounts show {seen}"


def test_moves_money(attempt: ModuleType) -> None:
    """`transfer` moves the amount and returns True; no other account changes."""
    a, b, c = (attempt.Account(100) for _ in range(3))
    answers = [
        attempt.transfer(a, b, 30),
        attempt.transfer(b, a, 1),
        attempt.transfer(source=c, target=a, amount=5),
    ]
    assert answers == [True, True, True], f"three transfers with enough money returned {answers}"
    seen = balances(a, b, c)
    assert seen == (76, 129, 95), f"the balances should be (76, 129, 95) and are {seen}"


def test_moves_the_last_coin(attempt: ModuleType) -> None:
    """All the money of an account can be transferred, and what arrives can be spent at once."""
    a, b, c = attempt.Account(10), attempt.Account(0), attempt.Account(0)
    answers = [attempt.transfer(a, b, 10), attempt.transfer(b, c, 10)]
    assert answers == [True, True], f"10 from a to b, then from b to c: returned {answers}"
    seen = balances(a, b, c)
    assert seen == (0, 0, 10), f"the balances should be (0, 0, 10) and are {seen}"


def test_too_little(attempt: ModuleType) -> None:
    """With too little in the source `transfer` returns False, and nothing moves."""
    a, b = attempt.Account(10), attempt.Account(5)
    answer = attempt.transfer(a, b, 11)
    assert answer is False, f"11 from an account with 10: returned {answer!r}, not False"
    seen = balances(a, b)
    assert seen == (10, 5), f"a refused transfer changed the balances from (10, 5) to {seen}"


def test_amounts(attempt: ModuleType) -> None:
    """An amount that is not above zero is a `ValueError`, whatever the accounts hold, and nothing moves."""
    for amount in (0, -1, -1000):
        for opened in ((10, 10), (0, 0)):
            a, b = attempt.Account(opened[0]), attempt.Account(opened[1])
            refuses(attempt, a, b, amount)
            seen = balances(a, b)
            assert seen == opened, f"a transfer of {amount} changed the balances from {opened} to {seen}"
        a = attempt.Account(10)
        refuses(attempt, a, a, amount)


def refuses(attempt: ModuleType, source: Any, target: Any, amount: int) -> None:
    """Make sure that the transfer raises ``ValueError``."""
    try:
        answer = attempt.transfer(source, target, amount)
    except ValueError:
        return
    except Exception as error:
        raise AssertionError(
            f"a transfer of {amount} raises {type(error).__name__}, not ValueError"
        ) from error
    raise AssertionError(f"a transfer of {amount} returned {answer!r}; it should raise ValueError")


def test_total(attempt: ModuleType) -> None:
    """`total` is the sum of the balances, in whatever order the accounts are given; of none it is 0."""
    a, b, c = attempt.Account(1), attempt.Account(20), attempt.Account(300)
    seen = [
        attempt.total([a, b, c]),
        attempt.total((c, a)),
        attempt.total(accounts=iter([b, c])),
        attempt.total([]),
    ]
    assert seen == [321, 301, 320, 0], f"four totals should be [321, 301, 320, 0] and are {seen}"


def test_total_walks_once(attempt: ModuleType) -> None:
    """`total` takes any iterable and walks it once: a generator will do."""
    accounts = [attempt.Account(balance) for balance in (300, 20, 1)]
    walks = Walks(accounts)
    seen = (attempt.total(account for account in accounts), attempt.total(walks))
    assert seen == (321, 321), f"the total of 300, 20 and 1 from two iterables is {seen}"
    assert walks.begun == 1, f"the iterable was walked {walks.begun} times"


class Walks:
    """Accounts in an iterable that counts how often it is walked."""

    def __init__(self, accounts: list[Any]) -> None:
        self._accounts = accounts
        self.begun = 0

    def __iter__(self) -> Any:
        self.begun += 1
        return iter(self._accounts)
