"""Accounts between two, three and four threads: money kept, nobody stuck, no more waiting than needed."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def opened(attempt: ModuleType, *balances: int) -> list[Any]:
    """Open accounts with ``balances``."""
    return [attempt.Account(balance) for balance in balances]


def holds(accounts: list[Any], *expected: int) -> None:
    """Make sure that the accounts hold what they should, now that all transfers are over."""
    seen = tuple(account.balance for account in accounts)
    assert seen == expected, f"the balances should be {expected} and are {seen}"


def pays(attempt: ModuleType, source: Any, target: Any, amount: int) -> None:
    """Make a transfer for which there is enough money on every schedule."""
    answer = attempt.transfer(source, target, amount)
    assert answer is True, f"a transfer with enough money in its source returned {answer!r}"


# One thread is enough to see these.


def test_transfer_to_oneself(attempt: ModuleType) -> None:
    """A transfer from an account to itself returns as any other, and changes nothing."""
    [a] = opened(attempt, 10)
    answers = [attempt.transfer(a, a, amount) for amount in (3, 10, 11)]
    assert answers == [True, True, False], f"3, 10 and 11 from an account with 10 to itself: {answers}"
    holds([a], 10)


def test_account_given_twice(attempt: ModuleType) -> None:
    """In `total`, an account given twice counts twice."""
    a, b = opened(attempt, 10, 1)
    seen = (attempt.total([a, a]), attempt.total([a, b, a]))
    assert seen == (20, 21), f"of 10 and 1, a+a and a+b+a should be (20, 21) and are {seen}"


def test_goes_on_after_a_refusal(attempt: ModuleType) -> None:
    """A transfer that was refused leaves its accounts free for the next one."""
    a, b = opened(attempt, 10, 0)
    assert attempt.transfer(a, b, 11) is False, "11 from an account with 10 did not return False"
    with pytest.raises(ValueError):  # noqa: PT011  its text is the submission's own affair
        attempt.transfer(a, b, 0)
    pays(attempt, a, b, 4)
    pays(attempt, b, a, 1)
    holds([a, b], 7, 3)


# Nobody gives up, and nobody waits for ever.


class Pausing(int):
    """An amount that rests whenever it is compared or calculated with: a transfer stopped on its way."""

    pause: Callable[[], None]


def _resting(name: str) -> Callable[..., Any]:
    plain = getattr(int, name)

    def operation(self: Pausing, *others: int) -> Any:
        self.pause()
        return plain(int(self), *others)

    return operation


for _name in ("lt", "le", "gt", "ge", "add", "radd", "sub", "rsub", "neg"):
    setattr(Pausing, f"__{_name}__", _resting(f"__{_name}__"))


@pytest.mark.explore(clock="jumping", bound=0)
def test_waits_for_a_busy_account(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A transfer waits for accounts in use; it returns False for want of money, and for nothing else."""
    # On the jumping clock a pause lasts until everybody else waits: for the resting transfer, or for
    # its next pause. So the other transfer comes upon the accounts while they are in use without any
    # preemption, and whoever gives up then does so on every schedule.
    other, a, b, another = opened(attempt, 10, 10, 10, 10)
    for pair in ([other, b], [b, another]):
        meets(attempt, together, [a, b], pair)


def meets(attempt: ModuleType, together: Callable[..., object], busy: list[Any], pair: list[Any]) -> None:
    """Try transfers between ``pair`` each time that one between ``busy`` rests."""
    pauses = threading.Semaphore(0)
    resting: list[threading.Thread] = []
    over: list[bool] = []

    def rest() -> None:
        if threading.current_thread() in resting:
            pauses.release()
            time.sleep(0.01)

    amount = Pausing(1)
    amount.pause = rest

    def slow() -> None:
        resting.append(threading.current_thread())
        try:
            pays(attempt, *busy, amount)
        finally:
            over.append(True)
            pauses.release()

    def quick() -> None:
        for _ in range(6):
            pauses.acquire()
            if over:
                break
            pays(attempt, *pair, 1)

    together(slow, quick)


def test_opposite_transfers(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two transfers in opposite directions both return, with their money moved."""
    a, b = opened(attempt, 10, 10)
    together(lambda: pays(attempt, a, b, 3), lambda: pays(attempt, b, a, 5))
    holds([a, b], 12, 8)


def test_opposite_transfers_further_apart(attempt: ModuleType, together: Callable[..., object]) -> None:
    """So do they between accounts that were not opened one after the other."""
    a, b, c = opened(attempt, 10, 10, 10)
    together(lambda: pays(attempt, a, c, 3), lambda: pays(attempt, c, a, 5))
    holds([a, b, c], 12, 10, 8)


def test_opposite_transfers_of_new_accounts(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """So do they between accounts that two threads opened at the same time."""
    a, b = together(lambda: attempt.Account(10), lambda: attempt.Account(10))
    together(lambda: pays(attempt, a, b, 3), lambda: pays(attempt, b, a, 5))
    holds([a, b], 12, 8)


def test_circle_of_three(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Three transfers in a circle all return, with their money moved."""
    a, b, c = opened(attempt, 10, 10, 10)
    together(
        lambda: pays(attempt, a, b, 1),
        lambda: pays(attempt, b, c, 2),
        lambda: pays(attempt, c, a, 4),
    )
    holds([a, b, c], 13, 9, 8)


def test_oneself_beside_another(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A transfer to oneself beside another one from the same account: both return, nothing is lost."""
    a, b = opened(attempt, 10, 10)
    together(lambda: pays(attempt, a, a, 3), lambda: pays(attempt, a, b, 5))
    holds([a, b], 5, 15)


# No money is lost, none is made, none is spent twice.


def test_two_payers(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two accounts pay into a third at the same time, and both payments arrive."""
    a, b, c = opened(attempt, 10, 10, 10)
    together(lambda: pays(attempt, a, c, 3), lambda: pays(attempt, b, c, 5))
    holds([a, b, c], 7, 5, 18)


def test_two_payees(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """An account with 10 cannot pay 7 to each of two others: one gets it, one transfer returns False."""
    a, b, c = opened(attempt, 10, 0, 0)
    answers = together(lambda: attempt.transfer(a, b, 7), lambda: attempt.transfer(a, c, 7))
    assert answers in ([True, False], [False, True]), f"7 and 7 out of an account with 10: {answers}"
    holds([a, b, c], 3, *((7, 0) if answers[0] else (0, 7)))


def test_money_passed_on(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Money that has just arrived is there for the next transfer; before that it is not."""
    a, b, c = opened(attempt, 5, 0, 0)
    _, passed_on = together(lambda: pays(attempt, a, b, 5), lambda: attempt.transfer(b, c, 5))
    holds([a, b, c], 0, *((0, 5) if passed_on else (5, 0)))


def test_balance_beside_a_refusal(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A transfer that is refused is never seen in any balance."""
    a, b = opened(attempt, 10, 10)

    def reader() -> None:
        seen = (a.balance, b.balance)
        assert seen == (10, 10), f"beside a transfer that is refused, the balances 10 and 10 were {seen}"

    together(lambda: attempt.transfer(a, b, 11), reader)


def test_balance_beside_a_transfer(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A balance is the one before a transfer or the one after it, never anything in between."""
    a, b = opened(attempt, 10, 10)

    def reader() -> None:
        seen = a.balance
        assert seen in (10, 6), f"beside a transfer of 4, the balance of 10 in the source was {seen}"
        seen = b.balance
        assert seen in (10, 14), f"beside a transfer of 4, the balance of 10 in the target was {seen}"

    together(lambda: pays(attempt, a, b, 4), reader)


def test_balance_beside_a_transfer_to_oneself(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A transfer from an account to itself is never seen in its balance."""
    [a] = opened(attempt, 10)

    def reader() -> None:
        seen = a.balance
        assert seen == 10, f"beside a transfer to oneself, the balance of 10 was {seen}"

    together(lambda: pays(attempt, a, a, 4), reader)


# A snapshot is of one moment.


def test_snapshot(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`total`, taken while money moves, neither misses it nor counts it twice."""
    a, b = opened(attempt, 10, 10)

    def reader() -> None:
        seen = attempt.total([a, b])
        assert seen == 20, f"money was moved inside the bank; its total of 20 was {seen}"

    together(lambda: pays(attempt, a, b, 4), reader)


def test_snapshot_in_opposite_order(attempt: ModuleType, together: Callable[..., object]) -> None:
    """The order in which `total` gets the accounts makes no difference, not even to another `total`."""
    a, b = opened(attempt, 10, 10)

    def reader(accounts: list[Any]) -> None:
        seen = attempt.total(accounts)
        assert seen == 20, f"money was moved inside the bank; its total of 20 was {seen}"

    together(lambda: pays(attempt, a, b, 4), lambda: reader([a, b]), lambda: reader([b, a]))


def test_snapshot_of_an_account_twice(attempt: ModuleType, together: Callable[..., object]) -> None:
    """An account given twice to `total` has the same balance both times."""
    a, b = opened(attempt, 10, 10)

    def reader() -> None:
        seen = attempt.total([a, b, a])
        assert seen in (30, 26), f"a+b+a was 30 before a transfer of 4 and 26 after it; total was {seen}"

    together(lambda: pays(attempt, a, b, 4), reader)


def test_snapshot_of_money_to_and_fro(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`total` is of one moment also when money comes back and balances look as they did before."""
    a, b, c = opened(attempt, 10, 10, 10)

    def mover() -> None:
        # When the second transfer makes up in b for what the first took out, b looks untouched. The
        # sleeps let the reader go on without a preemption, so that two are enough for two looks that
        # agree and are both wrong.
        pays(attempt, b, c, 4)
        time.sleep(0)
        pays(attempt, a, b, 4)
        time.sleep(0)
        pays(attempt, c, a, 4)

    def reader() -> None:
        seen = attempt.total([a, b, c])
        assert seen == 30, f"money was moved inside the bank; its total of 30 was {seen}"

    together(mover, reader)


# As much at the same time as can be.


def test_different_accounts(attempt: ModuleType, overlap: Callable[..., object]) -> None:
    """Transfers between four different accounts can run at the same time."""
    a, b, c, d = opened(attempt, 10, 10, 10, 10)
    overlap(lambda: pays(attempt, a, b, 3), lambda: pays(attempt, c, d, 5))
    holds([a, b, c, d], 7, 13, 5, 15)
