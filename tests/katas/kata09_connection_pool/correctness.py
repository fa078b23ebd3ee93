"""What a pool does for one caller after the other.

What a lost place or a missing limit does is left to `schedules`: there a caller who waits in vain is
shown at once, with what it waits for; here it would take the whole time-out.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType


class Connection:
    """A connection that knows its number, and how often it was closed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.closed = 0

    def __repr__(self) -> str:
        return f"connection {self.number}"

    def close(self) -> None:
        """Count."""
        self.closed += 1


class Factory:
    """Makes connections and keeps them all; ``fails`` are raised first, one in each call."""

    def __init__(self, *fails: BaseException) -> None:
        self.fails = list(fails)
        self.made: list[Connection] = []

    def __call__(self) -> Connection:
        """Make one, or fail."""
        if self.fails:
            raise self.fails.pop(0)
        self.made.append(Connection(len(self.made) + 1))
        return self.made[-1]

    def closed(self) -> list[int]:
        """How often each connection was closed."""
        return [connection.closed for connection in self.made]


@contextmanager
def pool_of(attempt: ModuleType, size: int, factory: Factory) -> Iterator[Any]:
    """Open a pool, and close it at the end: what it may own for its own use is gone then."""
    pool = attempt.ConnectionPool(factory, size)
    try:
        yield pool
    finally:
        pool.close()


def use(pool: Any) -> Connection:
    """Borrow a connection for a moment, and give it."""
    with pool.connection() as connection:
        assert isinstance(connection, Connection), f"the block got {connection!r}, not what `factory` made"
        return connection


def broken(pool: Any, error: BaseException) -> Connection:
    """Raise ``error`` in a block, make sure that it comes out as it is, and give the block's connection."""
    got: list[Connection] = []
    try:
        with pool.connection() as connection:
            got.append(connection)
            raise error  # noqa: TRY301  the block is what it is about
    except BaseException as seen:  # noqa: BLE001  what leaves the block is the question
        assert seen is error, f"the block raised {error!r}, and {seen!r} came out"  # noqa: PT017
        return got[0]
    raise AssertionError(f"the block raised {error!r}, and nothing came out")


def refuses(pool: Any, when: str) -> None:
    """Make sure that the pool refuses a caller because it is closed."""
    with pytest.raises(RuntimeError) as raised, pool.connection():
        pytest.fail(f"{when}, a caller was given a connection")
    assert not isinstance(raised.value, NotImplementedError), "this is not written yet"


def test_made_on_demand(attempt: ModuleType) -> None:
    """Nothing is made before a block is entered; then one connection is, and the block gets it."""
    factory = Factory()
    with pool_of(attempt, 3, factory) as pool:
        assert not factory.made, f"a new pool has made {len(factory.made)} connections that nobody asked for"
        unused = pool.connection()
        assert not factory.made, "`connection()` made one before its block was entered"
        got = use(pool)
        assert factory.made == [got], f"for the first block the pool made {factory.made}; it got {got}"
        del unused


def test_takes_names(attempt: ModuleType) -> None:
    """`factory`, `size` and `timeout` can be given by name; a time-out that is not needed changes nothing."""
    factory = Factory()
    pool = attempt.ConnectionPool(factory=factory, size=1)
    with pool.connection(timeout=0) as first:
        pass
    with pool.connection(60.5) as second:
        pass
    pool.close()
    seen = (first, second, len(factory.made))
    assert seen == (factory.made[0], factory.made[0], 1), f"two blocks, one after the other, got {seen[:2]}"


def test_used_again(attempt: ModuleType) -> None:
    """A connection that came back is used again, whichever thread asks; no second one is made."""
    factory = Factory()
    with pool_of(attempt, 3, factory) as pool:
        got = [use(pool), use(pool)]
        thread = Thread(target=lambda: got.append(use(pool)))
        thread.start()
        thread.join()
        got.append(use(pool))
        assert got == [factory.made[0]] * 4, f"four blocks, one after the other, got {got}"
        assert factory.closed() == [0], "a connection in good order was closed"


def test_as_many_as_needed(attempt: ModuleType) -> None:
    """As many as are needed at once are made, up to `size`, all different; later all are used again."""
    factory = Factory()
    with pool_of(attempt, 3, factory) as pool:
        for _ in range(2):
            with pool.connection() as a, pool.connection() as b, pool.connection() as c:
                together = {a, b, c}
            assert len(together) == 3, f"three blocks at the same time got {a}, {b} and {c}"
        assert together == set(factory.made), f"for three at the same time, twice, it made {factory.made}"
        with pool.connection() as a, pool.connection() as b:
            pass
        assert {a, b} < together, f"with {factory.made} idle, two blocks got {a} and {b}"
        assert factory.closed() == [0, 0, 0], "a connection in good order was closed"


class Odd(Connection):
    """A connection that is empty, and says that it equals every other."""

    def __len__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Connection)

    def __hash__(self) -> int:
        return 0


def test_any_object_is_a_connection(attempt: ModuleType) -> None:
    """A connection may be any object with a `close()`: also one that is false, or equal to others."""
    made: list[Odd] = []

    def factory() -> Odd:
        made.append(Odd(len(made) + 1))
        return made[-1]

    pool = attempt.ConnectionPool(factory, 2)
    for _ in range(2):
        with pool.connection() as a, pool.connection() as b:
            assert a is not b, f"two blocks at the same time got the same connection, {a}"
    assert len(made) == 2, f"two at the same time, twice: {len(made)} connections were made"
    with pytest.raises(ValueError), pool.connection() as bad:  # noqa: PT011  the block's own
        raise ValueError
    seen = [connection.closed for connection in made]
    expected = [int(connection is bad) for connection in made]
    assert seen == expected, f"of two connections {bad} was broken; closed were {seen} times"
    pool.close()
    seen = [connection.closed for connection in made]
    assert seen == [1, 1], f"in the end, connections were closed {seen} times"


def test_pools_are_separate(attempt: ModuleType) -> None:
    """Pools have nothing to do with each other."""
    one, other = Factory(), Factory()
    with pool_of(attempt, 1, one) as first, pool_of(attempt, 1, other) as second:
        use(first)
        with first.connection(), second.connection() as got:
            assert got in other.made, "a block got a connection that another pool had made"
        first.close()
        use(second)
        assert (one.closed(), other.closed()) == ([1], [0]), "closing one pool closed another's connection"


@pytest.mark.parametrize(
    "error", [ValueError("broken"), StopIteration(), KeyboardInterrupt(), SystemExit(1)], ids=repr
)
def test_broken(attempt: ModuleType, error: BaseException) -> None:
    """A connection whose block raised, whatever it raised, is closed and not used again."""
    factory = Factory()
    with pool_of(attempt, 2, factory) as pool:
        bad = broken(pool, error)
        assert bad.closed == 1, f"a block raised {error!r}, and its connection was closed {bad.closed} times"
        good = use(pool)
        assert good is not bad, "a connection whose block raised was used again"
        assert factory.made == [bad, good], f"one was broken and one more needed; made were {factory.made}"
    assert factory.closed() == [1, 1], f"in the end, connections were closed {factory.closed()} times"


def test_replaced_on_demand(attempt: ModuleType) -> None:
    """A broken connection is replaced when somebody needs another one, and not while one is idle."""
    for broken_first in (True, False):
        factory = Factory()
        with pool_of(attempt, 3, factory) as pool:
            kept = pool.connection()
            if broken_first:
                good = kept.__enter__()
                broken(pool, ValueError())
                kept.__exit__(None, None, None)
            else:
                with pytest.raises(ValueError), pool.connection():  # noqa: PT011, PT012  the block's own
                    good = kept.__enter__()
                    kept.__exit__(None, None, None)
                    raise ValueError
            assert len(factory.made) == 2, "a broken connection was replaced before anybody needed one"
            got = use(pool)
            assert got is good, f"with {good} idle, a block got {got}"
            with pool.connection(), pool.connection():
                assert len(factory.made) == 3, f"two blocks at the same time; made were {factory.made}"


@pytest.mark.parametrize("error", [OSError("no route"), KeyboardInterrupt(), SystemExit(1)], ids=repr)
def test_factory_fails(attempt: ModuleType, error: BaseException) -> None:
    """What `factory` raises reaches the caller who needed the connection; the next one gets his."""
    factory = Factory(error)
    with pool_of(attempt, 2, factory) as pool:
        try:
            got = use(pool)
        except BaseException as seen:  # noqa: BLE001  what comes out is the question
            assert seen is error, f"`factory` raised {error!r}, and {seen!r} came out"  # noqa: PT017
        else:
            raise AssertionError(f"`factory` raised {error!r}, and the block got {got}")
        got = use(pool)
        assert factory.made == [got], f"after a failure, a block got {got}; made were {factory.made}"
    assert factory.closed() == [1], f"in the end, connections were closed {factory.closed()} times"


def test_close(attempt: ModuleType) -> None:
    """`close()` closes every idle connection at once, and a busy one when it comes back, not before."""
    factory = Factory()
    pool = attempt.ConnectionPool(factory, 4)
    with pool.connection() as busy:
        with pool.connection(), pool.connection():
            pass
        pool.close()
        seen = factory.closed()
        assert seen == [0, 1, 1], f"one busy and two idle; `close()` closed them {seen} times"
    assert busy.closed == 1, f"a busy connection that came back later was closed {busy.closed} times"
    refuses(pool, "after `close()`")
    seen = factory.closed()
    assert seen == [1, 1, 1], f"in the end, connections were closed {seen} times"


def test_closed(attempt: ModuleType) -> None:
    """A closed pool raises `RuntimeError` and makes nothing; closing it twice does nothing more."""
    factory = Factory()
    pool = attempt.ConnectionPool(factory, 2)
    before = pool.connection()
    pool.close()
    refuses(pool, "after `close()`")
    with pytest.raises(RuntimeError), before:
        pytest.fail("a block entered after `close()` was given a connection")
    assert not factory.made, "a closed pool made a connection"

    pool = attempt.ConnectionPool(factory, 3)
    with pool.connection():
        use(pool)
        pool.close()
        pool.close()
        assert factory.closed() == [0, 1], f"after two `close()`, closed {factory.closed()} times"
        refuses(pool, "after two `close()`")
    pool.close()
    assert factory.closed() == [1, 1], f"after three `close()`, closed {factory.closed()} times"


def test_broken_after_close(attempt: ModuleType) -> None:
    """A block that raises after `close()` has its own exception come out, and its connection closed."""
    factory = Factory()
    pool = attempt.ConnectionPool(factory, 2)
    error = ValueError("broken")
    try:
        with pool.connection():
            pool.close()
            raise error
    except ValueError as seen:
        assert seen is error, f"the block raised {error!r}, and {seen!r} came out"  # noqa: PT017
    assert factory.closed() == [1], f"the connection was closed {factory.closed()} times"
    refuses(pool, "after `close()`")


def test_waits_without_spinning(attempt: ModuleType) -> None:
    """A caller who waits leaves the processor to others."""
    with pool_of(attempt, 1, Factory()) as pool:
        waiters = [Waiter(pool.connection), Waiter(lambda: pool.connection(timeout=60))]
        with pool.connection():
            for waiter in waiters:
                waiter.start()
                waiter.asks.wait()
            work(0.2)
        for waiter in waiters:
            waiter.join()
    for waiter in waiters:
        assert waiter.spent < 0.1, (
            f"while one thread worked for 0.2 s, another that only waited used {waiter.spent:.2f} s of CPU"
        )


def work(seconds: float) -> None:
    """Use ``seconds`` of the processor: as much as whoever spins beside it gets, on a busy machine too."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


class Waiter(Thread):
    """Enters one block and measures what the processor did for it until then."""

    def __init__(self, connection: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._connection = connection
        self.asks = Event()
        self.spent = 0.0

    def run(self) -> None:
        """Enter and leave."""
        before = time.thread_time()
        self.asks.set()
        with self._connection():
            self.spent = time.thread_time() - before
