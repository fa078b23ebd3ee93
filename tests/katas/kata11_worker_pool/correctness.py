"""What a pool does with real threads: results, exceptions, cancelled calls, the end; nothing of it by luck.

How many run at the same time, and what a shutdown does beside all that, is left to `schedules`, which can
tell "not yet" from "never".
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing.pool
import threading
import time
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from grader.measure.busy import all_asleep, others, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

READY_MADE = (
    concurrent.futures.ThreadPoolExecutor,  # and with it the InterpreterPoolExecutor of 3.14
    concurrent.futures.ProcessPoolExecutor,
    multiprocessing.pool.Pool,  # and with it the ThreadPool
)


class Odd:
    """A value and a callable that says it equals everything, and is false."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return False

    def __call__(self, *args: object) -> tuple[object, ...]:
        """Give back what it was called with."""
        return args


class Touchy:
    """A value that cannot be compared, and has no truth."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("somebody compared a value that is none of their business")

    __bool__ = __ne__ = __eq__  # type: ignore[assignment]


class Own(BaseException):
    """An exception that `except Exception` does not see."""


def result(future: Future[Any]) -> Any:
    """Give the result of ``future``, whatever the pool made of it."""
    assert isinstance(future, Future), (
        f"submit returned {type(future).__name__}, not a concurrent.futures.Future"
    )
    return future.result()


def failing(error: BaseException) -> Callable[[], NoReturn]:
    """Make a call that raises ``error``."""

    def fail() -> NoReturn:
        raise error

    return fail


@pytest.fixture
def ready_made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every pool of the standard library that is constructed."""
    made: list[str] = []
    for cls in READY_MADE:

        def init(self: Any, *args: Any, _cls: Any = cls, _init: Any = cls.__init__, **kwargs: Any) -> None:
            made.append(_cls.__name__)
            _init(self, *args, **kwargs)

        monkeypatch.setattr(cls, "__init__", init)
    return made


def test_made_by_hand(ready_made: list[str], attempt: ModuleType) -> None:
    """The pool is made of threads and a queue: no executor and no pool of the standard library is used."""
    with attempt.WorkerPool(2) as pool:
        pool.submit(max, 1, 2)
        pool.submit(max, 1, 2).cancel()
    assert not ready_made, f"the pool constructed a {ready_made[0]}: that is what it should be itself"


def test_results_arrive(attempt: ModuleType) -> None:
    """`submit` returns a `Future` at once, and what the call returns comes in it, whatever it is."""
    pool = attempt.WorkerPool(workers=1)
    error, odd, touchy = ValueError("returned, not raised"), Odd(), Touchy()
    for value in (3, None, False, (), error, odd, touchy):
        seen = result(pool.submit(lambda value=value: value))
        assert seen is value, f"a call that returns a {type(value).__name__} gave another object"
    inner: Future[int] = Future()
    assert result(pool.submit(lambda: inner)) is inner, "a call that returns a Future gave another object"
    pool.shutdown()


def test_arguments_arrive(attempt: ModuleType) -> None:
    """Positional and keyword arguments reach the call, and anything that can be called can be submitted."""
    pool = attempt.WorkerPool(1)
    seen = result(pool.submit(dict, [("a", 1)], b=2))
    assert seen == {"a": 1, "b": 2}, f"dict([('a', 1)], b=2) gave {seen!r}"
    odd, touchy = Odd(), Touchy()
    given = result(pool.submit(odd, touchy, None, odd))
    right = len(given) == 3 and given[0] is touchy and given[1] is None and given[2] is odd
    assert right, "a call did not get the three arguments that it was submitted with"
    names = result(pool.submit(lambda **named: sorted(named), args=1, kwargs=2, future=3, wait=4))
    assert names == ["args", "future", "kwargs", "wait"], f"four keyword arguments arrived as {names}"
    pool.shutdown()


def test_exceptions_arrive(attempt: ModuleType) -> None:
    """Whatever a call raises comes in its future, `SystemExit` and the like included; the worker lives."""
    pool = attempt.WorkerPool(1)
    errors = (ValueError("x"), KeyError(), StopIteration(1), Own("x"), SystemExit(3), KeyboardInterrupt())
    for error in errors:
        seen = pool.submit(failing(error)).exception()
        assert seen is error, f"a call raised {error!r}; its future holds {seen!r}"
    assert result(pool.submit(max, 1, 2)) == 2, "max(1, 2) after six calls that raised did not give 2"
    pool.shutdown()


def test_calls_run_elsewhere(attempt: ModuleType) -> None:
    """No call runs in the thread that submits it."""
    pool = attempt.WorkerPool(1)
    where = result(pool.submit(threading.get_ident))
    assert where != threading.get_ident(), "a call ran in the thread that submitted it"
    pool.shutdown()


def test_submit_never_waits(attempt: ModuleType) -> None:
    """`submit` returns at once, however much is queued, and every call is run once."""
    pool = attempt.WorkerPool(1)
    begun, gate = threading.Event(), threading.Event()
    ran: list[int] = []

    def call() -> None:
        begun.set()
        gate.wait()

    busy = pool.submit(call)
    begun.wait()  # from here on the worker is inside of a call
    futures = [pool.submit(ran.append, number) for number in range(2_000)]
    assert not busy.done(), "a call that waits for an event was over before the event came"
    gate.set()
    wait(futures)
    assert sorted(ran) == list(range(2_000)), f"2,000 calls were submitted, and {len(ran)} were run"
    pool.shutdown()


def test_running_cannot_be_cancelled(attempt: ModuleType) -> None:
    """The future of a call that runs says so, and can no longer be cancelled."""
    pool = attempt.WorkerPool(1)
    begun, gate = threading.Event(), threading.Event()

    def call() -> int:
        begun.set()
        gate.wait()
        return 7

    future = pool.submit(call)
    begun.wait()
    running, cancelled = future.running(), future.cancel()
    gate.set()
    assert running, "running() was False while the call was running"
    assert not cancelled, "cancel() returned True for a call that was running"
    assert result(future) == 7, "a call that could not be cancelled any more did not give its result"
    pool.shutdown()


def test_leaving_the_block_shuts_down(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """`with` gives the pool itself, and leaving the block shuts it down."""
    pool = attempt.WorkerPool(2)
    with pool as entered:
        assert entered is pool, f"`with pool as p` gave a {type(entered).__name__}, not the pool"
        assert result(pool.submit(max, 1, 2)) == 2, "max(1, 2) did not give 2"
        settle()
    refuses(pool, "after the block was left")
    nothing_left()


def test_an_exception_leaves_the_block(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """An exception in the block leaves it, and the pool is shut down all the same."""
    error = Own("in the block")
    pool = attempt.WorkerPool(1)

    def block() -> None:
        with pool:
            raise error

    with pytest.raises(Own) as caught:
        block()
    assert caught.value is error, "another exception left the block than the one raised in it"
    refuses(pool, "after an exception had left the block")
    nothing_left()


def test_refuses_after_shutdown(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """After `shutdown`, `submit` raises `RuntimeError` and runs nothing; a second `shutdown` does no harm."""
    ran: list[int] = []
    for arguments in ({}, {"wait": True}, {"wait": False}):
        pool = attempt.WorkerPool(1)
        result(pool.submit(max, 1, 2))
        pool.shutdown(**arguments)
        refuses(pool, "after shutdown", ran)
        pool.shutdown(**arguments)
        pool.shutdown(False)  # noqa: FBT003  as a caller may write it
        pool.shutdown()
        refuses(pool, "after the fourth shutdown", ran)
    nothing_left()
    assert not ran, "submit raised RuntimeError after shutdown, and the call was run all the same"


def refuses(pool: Any, when: str, ran: list[int] | None = None) -> None:
    """Make sure that ``pool`` takes no calls any more."""
    try:
        pool.submit([].append if ran is None else ran.append, 1)
    except RuntimeError:
        return
    except Exception as error:
        raise AssertionError(f"submit {when} raises {type(error).__name__}, not RuntimeError") from error
    raise AssertionError(f"submit {when} raised no RuntimeError")


def test_everybody_goes_home(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """When `shutdown` returns, no thread is left: of one worker or three, with calls before it or without."""
    for workers in (1, 3):
        for calls in (0, 2):
            pool = attempt.WorkerPool(workers)
            wait([pool.submit(max, 1, 2) for _ in range(calls)])
            settle()
            pool.shutdown()
            nothing_left()


def test_goes_home_without_being_waited_for(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """After `shutdown(wait=False)` all threads end by themselves."""
    pool = attempt.WorkerPool(2)
    wait([pool.submit(max, 1, 2) for _ in range(2)])
    settle()
    pool.shutdown(wait=False)
    nothing_left()


def test_waits_without_spinning(attempt: ModuleType) -> None:
    """A worker without work sleeps: it does not keep a core busy by looking again and again."""
    pool = attempt.WorkerPool(1)
    result(pool.submit(max, 1, 2))
    before, began = others(), time.monotonic()
    time.sleep(0.2)
    wall, after = time.monotonic() - began, others()
    most = share(before, after, wall)
    assert most < 0.5, f"an idle worker kept a core busy for {min(most, 1.0):.0%} of the time"
    pool.shutdown()


def settle() -> None:
    """Wait until every other thread sleeps and stays asleep; not for ever, for some look now and then."""
    before: dict[str, tuple[int, int]] = {}
    for _ in range(30):
        time.sleep(0.01)
        now = others()
        if now == before and all_asleep():
            break
        before = now
