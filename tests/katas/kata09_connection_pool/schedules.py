"""A pool between two and three threads: never too many open, nobody waits in vain, all closed in the end."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Connection:
    """A connection that notices who uses it, and what should not happen to it.

    Where the pool is right, it puts all that is noted here in order, so that none of it is a place to
    switch at; where two users meet, or a user meets `close`, the explorer sees them race.
    """

    in_use = closed = False

    def __init__(self, world: World) -> None:
        self._world = world

    def close(self) -> None:
        """It is open no more from here on."""
        self._world.log.append("closed")
        if self.in_use:
            self._world.fault("a connection was closed while its block was running")
        if self.closed:
            self._world.fault("a connection was closed twice")
        self.closed = True


class World:
    """A pool and all that it made."""

    def __init__(self, attempt: ModuleType, size: int, *fails: BaseException) -> None:
        self.size = size
        self.log: list[str] = []
        self._faults: list[str] = []
        self._fails = list(fails)
        self.pool = attempt.ConnectionPool(self._factory, size)

    def _factory(self) -> Connection:
        if self._fails:
            raise self._fails.pop(0)
        connection = Connection(self)
        self.log.append("opened")
        return connection

    def fault(self, text: str) -> None:
        """Note what should not happen, also where nobody would hear of an exception."""
        self._faults.append(text)
        raise AssertionError(text)

    def use(
        self, timeout: float | None = None, *, rest: bool = False, error: BaseException | None = None
    ) -> None:
        """Borrow a connection for a moment; with ``error``, break it."""
        with self.pool.connection(timeout) as connection:
            if connection.closed:
                self.fault("a block got a connection that was closed")
            if connection.in_use:
                self.fault("two blocks got the same connection at the same time")
            connection.in_use = True
            if rest:
                time.sleep(0)  # lets the others go on without a preemption
            connection.in_use = False
            if error is not None:
                raise error

    def breaks(self) -> None:
        """Break a connection."""
        error = ValueError("broken")
        try:
            self.use(error=error)
        except ValueError as seen:
            assert seen is error, f"the block raised {error!r}, and {seen!r} came out"  # noqa: PT017
        else:
            raise AssertionError("the block raised, and nothing came out")

    def may_be_refused(self) -> None:
        """Ask a pool that is being closed."""
        with suppress(RuntimeError):
            self.use()

    def is_refused(self, timeout: float | None = None, *or_else: type[Exception]) -> None:
        """Ask a pool that is closed, or being closed while none can come free."""
        try:
            self.use(timeout)
        except (RuntimeError, *or_else):
            return
        except TimeoutError:
            raise AssertionError(
                f"connection(timeout={timeout}) of a closed pool raised TimeoutError, not RuntimeError"
            ) from None
        raise AssertionError("a caller was given a connection that cannot be")

    def gives_up(self, timeout: float) -> None:
        """Ask while none can come free."""
        try:
            self.use(timeout)
        except TimeoutError:
            return
        raise AssertionError(f"all in use, and connection(timeout={timeout}) raised no TimeoutError")

    def works(self) -> None:
        """Make sure that all places are there still: as many as can be, at the same time."""
        with ExitStack() as blocks:
            got = [blocks.enter_context(self.pool.connection()) for _ in range(self.size)]
            assert len(set(got)) == self.size, "two blocks got the same connection at the same time"

    def ends(self, most: int | None = None, *, closed: bool = False) -> None:
        """Close the pool and look back: all closed, never too many open, no more made than needed."""
        if not closed:  # a second time would close what the first one left open
            self.pool.close()
        assert not self._faults, self._faults[0]
        open_now = 0
        for change in self.log:
            open_now += 1 if change == "opened" else -1
            assert open_now <= self.size, f"{open_now} connections were open, in a pool of {self.size}"
        made = self.log.count("opened")
        assert open_now == 0, f"in the end, {open_now} of {made} connections were never closed"
        assert most is None or made <= most, f"{made} were made; {most} would have done"


# Never more than there may be, and none made without need.


def test_two_share_one(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two threads share a pool of one: one connection is made, and one block at a time has it."""
    world = World(attempt, 1)
    together(world.use, world.use)
    world.ends(most=1)


@pytest.mark.explore(bound=1)
def test_three_share_two(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Three threads share a pool of two: all get their turn, and never are three connections open."""
    world = World(attempt, 2)
    together(world.use, world.use, world.use)
    world.ends()


def test_one_idle_for_two(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Of two threads that find one idle connection, one gets it and the other a new one."""
    world = World(attempt, 2)
    world.use()
    together(world.use, world.use)
    world.ends()


def test_one_for_each(attempt: ModuleType, together: Callable[..., object]) -> None:
    """With an idle connection for each, no caller is sent away, however little time he has."""
    world = World(attempt, 2)
    world.works()

    def in_no_time() -> None:
        try:
            world.use(timeout=0)
        except TimeoutError:
            raise AssertionError("one was idle for each, and a caller got TimeoutError") from None

    together(in_no_time, in_no_time)
    world.ends(most=2)


def test_none_made_in_vain(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two threads never need more than two connections, however large the pool is."""
    world = World(attempt, 3)

    def twice() -> None:
        world.use()
        world.use()

    together(twice, twice)
    world.ends(most=2)


def test_two_at_once(
    attempt: ModuleType, together: Callable[..., object], witness: Callable[[], None]
) -> None:
    """Two threads can be inside their blocks at the same time."""
    world = World(attempt, 2)
    inside: list[int] = []

    def stay() -> None:
        with world.pool.connection():
            inside.append(1)
            if len(inside) == 2:
                witness()
            inside.pop()

    together(stay, stay)
    world.ends()


# Who waits gets what comes free; nothing that goes wrong takes a place with it.


def test_place_of_a_broken_one(attempt: ModuleType) -> None:
    """A block that raises, whatever it raises, gives its place back."""
    world = World(attempt, 1)
    for kind in (ValueError, KeyboardInterrupt, SystemExit):
        with pytest.raises(kind):
            world.use(error=kind())
    world.works()
    world.ends(most=4)


def test_place_of_a_failed_one(attempt: ModuleType) -> None:
    """A `factory` that raises, whatever it raises, costs no place."""
    kinds = (OSError, KeyboardInterrupt, SystemExit)
    world = World(attempt, 1, *(kind() for kind in kinds))
    for kind in kinds:
        with pytest.raises(kind):
            world.use()
    world.works()
    world.ends(most=1)


def test_place_of_a_block_never_entered(attempt: ModuleType) -> None:
    """A block that is never entered costs no place."""
    world = World(attempt, 1)
    unused = [world.pool.connection() for _ in range(2)]
    world.works()
    del unused
    world.ends(most=1)


def test_none_comes_free(attempt: ModuleType) -> None:
    """When all are in use, a caller with a time-out gets `TimeoutError`, and takes nothing with it."""
    world = World(attempt, 2)
    with world.pool.connection(), world.pool.connection():
        for timeout in (0, 0.01, 0):
            world.gives_up(timeout)
    world.works()
    world.ends(most=2)


def test_waits_for_a_broken_one(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Who waits for a connection that breaks gets a new one, once the broken one is closed."""
    world = World(attempt, 1)
    together(world.breaks, world.use)
    world.ends(most=2)


def test_waits_for_a_failed_one(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Of two callers the first one's `factory` fails; the other gets a connection all the same."""
    world = World(attempt, 1, OSError("no route"))
    failed: list[bool] = []

    def caller() -> None:
        try:
            world.use()
        except OSError:
            failed.append(True)

    together(caller, caller)
    assert len(failed) == 1, f"`factory` raised once, and {len(failed)} of two callers got that"
    world.ends(most=1)


@pytest.mark.explore(bound=1)
def test_gives_up_while_another_waits(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Who gives up takes neither a place nor somebody else's turn with it."""
    world = World(attempt, 1)

    def impatient() -> None:
        with suppress(TimeoutError):
            world.use(timeout=1)

    together(lambda: world.use(rest=True), impatient, world.use)
    world.works()
    world.ends(most=1)


@pytest.mark.explore(clock="jumping")
def test_comes_back_in_time(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A caller with a time-out waits for it, and gets what comes free before it is over."""
    world = World(attempt, 1)

    def holder() -> None:
        with world.pool.connection():
            time.sleep(0.1)

    def patient() -> None:
        time.sleep(0.05)
        world.use(timeout=0.3)

    together(holder, patient)
    world.ends(most=1)


@pytest.mark.explore(clock="jumping", bound=1)
def test_timeout_is_total(attempt: ModuleType, together: Callable[..., object]) -> None:
    """A time-out is for the whole call, however often a connection comes back and is gone again."""
    world = World(attempt, 1)

    def thief() -> None:
        with suppress(TimeoutError):  # whoever waits may well be given the connection
            for _ in range(6):
                with world.pool.connection(timeout=0):
                    time.sleep(0.18)

    def patient() -> None:
        time.sleep(0.01)
        began = time.monotonic()
        try:
            world.use(timeout=0.3)
            ended = "a connection"
        except TimeoutError:
            ended = "TimeoutError"
        took = time.monotonic() - began
        assert took < 0.42, f"connection(timeout=0.3) ended with {ended} after {took:.2f} s"
        early = ended == "TimeoutError" and took < 0.27
        assert not early, f"connection(timeout=0.3) raised TimeoutError after {took:.2f} s already"

    together(thief, patient)
    world.ends(most=1)


# Closing.


def test_closed_while_all_are_in_use(attempt: ModuleType) -> None:
    """A closed pool refuses at once, though all connections are in use and none can come free."""
    world = World(attempt, 1)
    with world.pool.connection() as busy:
        world.pool.close()
        for timeout in (None, 0, 0.01):
            world.is_refused(timeout)
        assert not busy.closed, "`close()` closed a connection while its block was running"
    assert busy.closed, "a connection that came back after `close()` was not closed"
    world.ends(closed=True, most=1)


def test_closed_for_two(attempt: ModuleType, together: Callable[..., object]) -> None:
    """So it does when two ask at the same time."""
    world = World(attempt, 1)
    with world.pool.connection():
        world.pool.close()
        together(lambda: world.is_refused(0), lambda: world.is_refused(0))
    world.ends(closed=True, most=1)


def test_closed_while_two_wait(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`close()` refuses all who wait, though no connection comes back."""
    world = World(attempt, 1)
    with world.pool.connection():
        together(world.is_refused, world.is_refused, world.pool.close)
    world.ends(closed=True, most=1)


def test_closed_while_one_gives_up(attempt: ModuleType, together: Callable[..., object]) -> None:
    """So it does when one of them gives up just then."""
    world = World(attempt, 1)
    with world.pool.connection():
        together(lambda: world.is_refused(1, TimeoutError), world.is_refused, world.pool.close)
    world.ends(closed=True, most=1)


def test_closed_while_in_use(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`close()` beside a caller: whether he still gets a connection or not, none is left open."""
    for idle in (False, True):
        world = World(attempt, 2)
        if idle:
            world.use()
        together(world.may_be_refused, world.pool.close)
        world.ends(closed=True)


def test_closed_while_one_uses_and_one_waits(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`close()` beside two callers who share one connection: both return, and none is left open."""
    world = World(attempt, 1)
    together(world.may_be_refused, world.may_be_refused, world.pool.close)
    world.ends(closed=True)


def test_closed_while_one_breaks(attempt: ModuleType, together: Callable[..., object]) -> None:
    """`close()` beside a block that raises: the connection is closed once."""
    world = World(attempt, 1)

    def breaks() -> None:
        with suppress(RuntimeError):
            world.breaks()

    together(breaks, world.pool.close)
    world.ends(closed=True, most=1)


def test_closed_twice_at_once(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Two threads close the pool: each connection is closed once, and both return."""
    world = World(attempt, 2)
    world.use()
    together(world.pool.close, world.pool.close)
    world.ends(closed=True, most=1)
