"""When a check has hung: a table of processes that the tests make up, and a clock that they own."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.sandbox.linux import Times
from grader.sandbox.patience import Hang, Patience


@dataclass
class Table:
    """A process table with one process, whose ``count`` threads are all treated alike."""

    times: Times = field(default_factory=lambda: Times(0, 0, 0))
    stuck: bool = False
    timers: bool = False
    count: int = 1

    def threads(self, pid: int) -> dict[int, Times]:
        """Give the times of each thread."""
        return {pid + number: self.times for number in range(self.count)}

    def waits_for_ever(self, _pid: int) -> bool:
        """Say what the test wants."""
        return self.stuck

    def has_timers(self, _pid: int) -> bool:
        """Say what the test wants."""
        return self.timers


@dataclass
class Tree:
    """A tree with that table."""

    table: Table


def _until(
    table: Table, *, seconds: float, run: float, delay: float, limit: float = 100
) -> tuple[Hang | None, float]:
    """Let time pass in steps of 0.1 s, in which each thread runs and is kept waiting by so much."""
    patience = Patience(Tree(table), seconds, 0.0, cores=2)  # type: ignore[arg-type]  # a tree in all that matters
    now = 0.0
    while now < limit:
        now += 0.1
        cpu, waited, runs = table.times
        moved = bool(run or delay)
        table.times = Times(cpu + int(run * 1e8), waited + int(delay * 1e8), runs + moved)
        hang = patience.look([1], now)
        if hang is not None:
            return hang, now
    return None, now


def test_a_busy_thread_has_its_time_and_no_more() -> None:
    """A thread that runs all the time is stopped when its time is up."""
    hang, when = _until(Table(), seconds=2, run=1, delay=0)
    assert hang is Hang.TIMED_OUT
    assert 1.9 < when < 2.3


def test_waiting_for_a_processor_does_not_count() -> None:
    """A thread that gets half a processor gets twice the time."""
    hang, when = _until(Table(), seconds=2, run=0.5, delay=0.5)
    assert hang is Hang.TIMED_OUT
    assert 3.5 < when < 4.5


def test_who_starves_himself_has_no_more_time() -> None:
    """Eight threads spin on two cores: that the others wait is nobody else's fault."""
    hang, when = _until(Table(count=8), seconds=2, run=0.25, delay=0.75)
    assert hang is Hang.TIMED_OUT
    assert 1.9 < when < 2.5


def test_only_what_others_took_is_given_back() -> None:
    """The same eight beside a load that takes half the machine get twice the time, and not eight times."""
    hang, when = _until(Table(count=8), seconds=2, run=0.125, delay=0.875)
    assert hang is Hang.TIMED_OUT
    assert 3.5 < when < 4.5


def test_a_starved_check_is_not_condemned() -> None:
    """A thread that gets a hundredth of a processor ends at the ceiling, undecided."""
    hang, when = _until(Table(), seconds=2, run=0.01, delay=0.99)
    assert hang is Hang.STARVED
    assert 71 < when < 73


def test_rest_without_a_time_out_is_a_deadlock_at_once() -> None:
    """Nobody runs and all wait for ever: there is nothing to wait for."""
    hang, when = _until(Table(stuck=True), seconds=10, run=0, delay=0)
    assert hang is Hang.DEADLOCK
    assert when < 2


def test_one_who_may_be_woken_is_waited_for() -> None:
    """With a timer of its own the same rest is waited for until the time is up."""
    hang, when = _until(Table(stuck=True, timers=True), seconds=5, run=0, delay=0)
    assert hang is Hang.DEADLOCK
    assert when > 4.9


def test_sleeping_is_no_deadlock() -> None:
    """A thread that waits with a time-out is only slow."""
    hang, when = _until(Table(stuck=False), seconds=3, run=0, delay=0)
    assert hang is Hang.TIMED_OUT
    assert when > 2.9


def test_time_in_which_we_did_not_run_does_not_count() -> None:
    """A parent that was stopped for a minute does not take that for the check's time."""
    patience = Patience(Tree(Table()), 2, 0.0)  # type: ignore[arg-type]  # a tree in all that matters
    assert patience.look([1], 0.5) is None
    assert patience.look([1], 60.5) is not Hang.TIMED_OUT
