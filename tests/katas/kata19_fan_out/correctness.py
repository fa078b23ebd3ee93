"""What fan_out does with real processes: results in order, failures, deaths, and what is left of it all.

Who comes first is settled by gates, at which workers wait until the check lets them go.
"""

from __future__ import annotations

import concurrent.futures
import functools
import gc
import multiprocessing
import multiprocessing.managers
import multiprocessing.pool
import os
import signal
import tempfile
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
import workloads
from workloads import Gate

from grader.measure.busy import Stopwatch, ran, share
from grader.verdict import Verdict
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

METHODS = [
    method for method in ("fork", "spawn", "forkserver") if method in multiprocessing.get_all_start_methods()
]
READY_MADE = (
    concurrent.futures.ThreadPoolExecutor,
    concurrent.futures.ProcessPoolExecutor,
    multiprocessing.pool.Pool,
    multiprocessing.managers.BaseManager,
)
MIB = 1 << 20
NAP = 0.02
PATIENCE = 250
"""Naps without a newcomer before the suite stops waiting for more; naps get longer on a busy machine."""
WATCH = 15
"""Naps that a full house is watched for one more."""
SOON = 5.0
"""Seconds that stand against "within a second"."""
ASLEEP = 2.0
"""Seconds in which nobody did anything that stand against it as well, however busy the machine."""
TRIES = 3
"""A machine may be slow for once, and not three times."""

every_method = pytest.mark.parametrize("method", METHODS, indirect=True)


@pytest.fixture(autouse=True)
def method(request: pytest.FixtureRequest) -> Iterator[str]:
    """Make this the way in which children are started: by fork, where a check asks for nothing else."""
    name = str(getattr(request, "param", METHODS[0]))
    multiprocessing.set_start_method(name, force=True)
    yield name
    multiprocessing.set_start_method(None, force=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a directory of the check's own."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def gate(folder: Path) -> Iterator[Gate]:
    """Give a gate at which workers wait."""
    made = Gate(folder, "gate")
    yield made
    made.open()
    made.close()


def begin(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """Call in a thread of its own."""
    future: Future[Any] = Future()

    def call() -> None:
        try:
            future.set_result(function(*arguments))
        except BaseException as error:  # noqa: BLE001  the check looks at it
            future.set_exception(error)

    threading.Thread(target=call, name="the check's caller", daemon=True).start()
    return future


def gives(seen: object, expected: list[Any], what: str) -> None:
    """Compare results, their types and their order."""
    assert type(seen) is list, f"{what} returned {short(seen)}, expected a list"
    assert len(seen) == len(expected), f"{what} returned {len(seen)} results, expected {len(expected)}"
    for number, (one, other) in enumerate(zip(seen, expected, strict=True)):
        assert exactly(one, other), f"{what}: result {number} is {short(one)}, expected {short(other)}"


def fails(call: Callable[[], object], kind: type[BaseException], when: str) -> BaseException:
    """Make sure that a call raises that kind of exception."""
    try:
        seen = call()
    except kind as error:
        return error
    except BaseException as error:
        raise AssertionError(
            f"{when} raised {type(error).__name__} ({error}), expected {kind.__name__}"
        ) from error
    raise AssertionError(f"{when} returned {short(seen)}, expected {kind.__name__}")


def short(value: object) -> str:
    """Show a value that may be large or strange."""
    text = f"{len(value)} bytes" if isinstance(value, bytes) and len(value) > 80 else repr(value)
    return text if len(text) <= 80 else f"{text[:60]}..."


def soon(what: str, again: Callable[[], Stopwatch]) -> None:
    """Make sure that ``again``, which measures, takes no more than "a second"."""
    for _ in range(TRIES):
        took = again()
        if took.asleep >= ASLEEP:
            told = f"{what} took {took.wall:.1f} s, in {took.asleep:.1f} of which nobody did anything"
            raise Finding(Verdict.TIMED_OUT, f"{told}; a second is allowed")
        if took.wall < SOON:
            return
    raise Finding(Verdict.TIMED_OUT, f"{what} took {took.wall:.1f} s, {TRIES} times; a second is allowed")


# Results.


@every_method
def test_results_in_order(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """The results of 20 items by 3 workers come in the order of the items, and no process is left."""
    items = list(range(20))
    gives(attempt.fan_out(workloads.square, items, 3), [n * n for n in items], "fan_out of 20 items")
    nothing_left()


def test_any_value(attempt: ModuleType) -> None:
    """Any picklable value is an item and a result: None, an exception, what cannot be hashed or compared."""
    values: list[Any] = [
        None,
        False,
        (),
        [1, [2]],
        {"k": None},
        "stop",
        (0, None),
        (True, 1),
        -1,
        None,
        EOFError,
    ]
    gives(attempt.fan_out(workloads.echo, values, 2), values, "fan_out of odd items")
    kinds = [ValueError, workloads.Odd, workloads.Touchy, EOFError, SystemExit, workloads.Odd]
    seen = attempt.fan_out(workloads.echo, [kind() for kind in kinds], 2)
    names = [type(value).__name__ for value in seen]
    assert names == [kind.__name__ for kind in kinds], f"objects of six kinds came back as {names}"


def test_any_callable(attempt: ModuleType) -> None:
    """`fn` may be a callable object, a bound method or a partial, and `items` a tuple, a range or a str."""
    times = workloads.Times(3)
    for fn in (times, times.method, functools.partial(pow, 3)):
        gives(attempt.fan_out(fn, (1, 2), 2), [fn(1), fn(2)], f"fan_out of a {type(fn).__name__}")
    gives(attempt.fan_out(workloads.echo, range(5), 2), list(range(5)), "fan_out of a range")
    gives(attempt.fan_out(workloads.echo, "abc", 2), ["a", "b", "c"], "fan_out of a str")


def test_few_items(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """No items give `[]`; fewer items than workers, one item and one worker are no trouble."""
    gives(attempt.fan_out(workloads.square, [], 3), [], "fan_out of nothing")
    gives(attempt.fan_out(workloads.square, (), 1), [], "fan_out of nothing")
    gives(attempt.fan_out(workloads.square, [2], 3), [4], "fan_out of one item by 3 workers")
    gives(attempt.fan_out(workloads.square, [2, 3], 5), [4, 9], "fan_out of two items by 5 workers")
    gives(attempt.fan_out(workloads.square, [2, 3, 4], 1), [4, 9, 16], "fan_out by one worker")
    nothing_left()


def test_every_item_once(attempt: ModuleType, folder: Path) -> None:
    """`fn` is called exactly once with each item, and each call of fan_out begins anew."""
    for turn in range(2):
        log = folder / f"log-{turn}"
        fn = functools.partial(workloads.note, str(log))
        gives(attempt.fan_out(fn, range(30), 3), list(range(30)), "fan_out of 30 items")
        worked = sorted(map(int, log.read_text().split()))
        assert worked == list(range(30)), f"fn was called {len(worked)} times for 30 items: {worked}"


@every_method
def test_large_results(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """Results of 1 MiB arrive, more than any pipe takes in at once."""
    seen = attempt.fan_out(workloads.grow, range(6), 2)
    gives(seen, [bytes([n]) * MIB for n in range(6)], "fan_out of results of 1 MiB")
    nothing_left()


def test_large_items(attempt: ModuleType) -> None:
    """Items of 1 MiB arrive as well, and their results."""
    items = [bytes([n]) * MIB for n in range(6)]
    gives(attempt.fan_out(workloads.echo, items, 2), items, "fan_out of items of 1 MiB")


def test_many_items(attempt: ModuleType) -> None:
    """4,000 items are no trouble, although their results fill any pipe many times over."""
    items = [(n, "x" * 50) for n in range(4_000)]
    gives(attempt.fan_out(workloads.echo, items, 2), items, "fan_out of 4,000 items")


def test_slow_on_the_way(attempt: ModuleType) -> None:
    """Items and results that take their time to be pickled are waited for: an empty queue is not the end."""
    seen = attempt.fan_out(workloads.slow, [1, 2], 2)
    numbers = [getattr(value, "number", value) for value in seen]
    assert numbers == [1, 2], f"results that take their time came as {numbers}, expected [1, 2]"
    seen = attempt.fan_out(workloads.number_of, [workloads.Slow(3), workloads.Slow(4)], 2)
    gives(seen, [3, 4], "fan_out of items that take their time")


def test_order_whoever_is_first(attempt: ModuleType, gate: Gate) -> None:
    """The first item is finished after others: its result still comes first."""
    items = [(workloads.hold_long, gate.path, 0)]
    items += [(workloads.come_by, gate.path, number) for number in range(1, 40)]
    call = begin(attempt.fan_out, workloads.run, items, 2)
    come = 0
    for _ in range(PATIENCE):  # the first, another, and one more: by then another is done
        come += gate.count()
        if come >= 3 or call.done():
            break
        time.sleep(NAP)
    gate.open()
    gives(call.result(), list(range(40)), "fan_out, with a first item that takes longest,")


# Who works.


def test_workers_at_once(attempt: ModuleType, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly `workers` processes work at the same time where there is enough to do, none the caller."""
    workers = 4
    for name in ("cpu_count", "process_cpu_count"):  # the latter since Python 3.13
        monkeypatch.setattr(os, name, lambda: 2, raising=False)
    monkeypatch.setattr(multiprocessing, "cpu_count", lambda: 2)
    call = begin(attempt.fan_out, workloads.run, [(workloads.who, gate.path, n) for n in range(40)], workers)
    most, waited = 0, 0
    while most < workers and waited < PATIENCE and not call.done():
        time.sleep(NAP)
        more = gate.count()
        most, waited = most + more, 0 if more else waited + 1
    for _ in range(WATCH):
        time.sleep(NAP)
        most += gate.count()
    gate.open()
    pids = {pid for pid, _ in call.result()}
    assert os.getpid() not in pids, "fn was called in the process that called fan_out, not in a worker"
    assert most >= workers, f"of {workers} workers with 40 items no more than {most} were at work at once"
    assert most <= workers, f"{most} items were at work at once with {workers} workers"


def test_made_by_hand(attempt: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workers are processes made by hand: no pool, executor or manager is used."""
    made: list[str] = []
    for cls in READY_MADE:

        def init(self: Any, *args: Any, _init: Any = cls.__init__, **kwargs: Any) -> None:
            made.append(type(self).__name__)
            _init(self, *args, **kwargs)

        monkeypatch.setattr(cls, "__init__", init)
    gives(attempt.fan_out(workloads.square, [1, 2, 3], 2), [1, 4, 9], "fan_out of three items")
    assert not made, f"fan_out constructed a {made[0]}; it is to be built from Process and Queue"


# Failures.


@every_method
def test_an_exception(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """What `fn` raises reaches the caller with its type and arguments, and no process is left."""
    items = [(abs, -1), (workloads.fail, workloads.Refused, "no", 7), (abs, -2), (abs, -3)]
    error = fails(
        lambda: attempt.fan_out(workloads.run, items, 2), workloads.Refused, "fan_out of a failing item"
    )
    assert error.args == ("no", 7), f"Refused('no', 7) arrived with the arguments {error.args!r}"
    del error
    gc.collect()
    nothing_left()


def test_exceptions_of_every_kind(attempt: ModuleType) -> None:
    """Whatever `fn` raises reaches the caller, `SystemExit` and `KeyboardInterrupt` included."""
    kinds = [
        ValueError,
        KeyError,
        workloads.Own,
        SystemExit,
        KeyboardInterrupt,
        EOFError,
        TimeoutError,
        OSError,
    ]
    kinds += [StopIteration, GeneratorExit, BrokenPipeError]
    for kind in kinds:
        items = [(abs, -1), (workloads.fail, kind, "said")]
        error = fails(
            lambda i=items: attempt.fan_out(workloads.run, i, 2), kind, f"fan_out with a {kind.__name__}"
        )
        assert type(error) is kind, f"{kind.__name__} arrived as {type(error).__name__}"
        assert error.args == ("said",), f"{kind.__name__}('said') arrived with {error.args!r}"
    with_one = [(workloads.fail, ValueError, "alone")]
    for workers in (1, 3):
        fails(
            lambda w=workers: attempt.fan_out(workloads.run, with_one, w),
            ValueError,
            "fan_out of a failing item",
        )


def test_every_item_fails(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """Several items fail: the caller gets one of the exceptions, and a later call knows nothing of it."""
    items = [(workloads.fail_with, ValueError(number)) for number in range(12)]
    error = fails(lambda: attempt.fan_out(workloads.run, items, 3), ValueError, "fan_out of failing items")
    assert error.args in {(n,) for n in range(12)}, f"the caller got {error!r}, which fn did not raise"
    del error
    gc.collect()
    nothing_left()
    gives(attempt.fan_out(workloads.square, [1, 2], 2), [1, 4], "fan_out after one that failed")


# Death.


@every_method
def test_killed_at_work(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """A worker that is killed at work gives an exception within a second, and nothing is left."""

    def again() -> Stopwatch:
        items = [(workloads.die,), (abs, -1), (abs, -2), (abs, -3)]
        with Stopwatch(ASLEEP) as took:
            fails(
                lambda: attempt.fan_out(workloads.run, items, 2),
                BaseException,
                "fan_out with a worker that is killed",
            )
        gc.collect()
        nothing_left()
        return took

    soon("fan_out with a worker that is killed", again)


@pytest.mark.parametrize("code", [0, 1])
def test_leaves_at_work(attempt: ModuleType, code: int) -> None:
    """A worker that ends at work by `os._exit`, with 0 or 1, gives an exception."""
    for items in (
        [(workloads.leave, code)],
        [(workloads.leave, code), (abs, -1)],
        [(workloads.leave, code)] * 4,
    ):
        fails(
            lambda i=items: attempt.fan_out(workloads.run, i, 2),
            BaseException,
            f"fan_out, os._exit({code}) in fn,",
        )


@every_method
def test_killed_beside_others(attempt: ModuleType, gate: Gate, nothing_left: Callable[[], None]) -> None:
    """A worker that is killed while another one is at work for long gives an exception within a second."""

    def again() -> Stopwatch:
        items = [(workloads.report_and_hold, gate.path), *[(workloads.hold, gate.path, 0)] * 7]
        gate.forget()
        call = begin(attempt.fan_out, workloads.run, items, 2)
        gate.wait()
        gate.wait()  # both are at work
        os.kill(int(Path(f"{gate.path}.pid").read_text()), signal.SIGKILL)
        with Stopwatch(ASLEEP) as took:
            error = fails(call.result, BaseException, "fan_out with a worker that is killed")
        del error, call
        gc.collect()
        nothing_left()
        return took

    soon("fan_out with a worker that is killed", again)


# What is left, and what waiting costs.


def test_nothing_piles_up(attempt: ModuleType) -> None:
    """Calls that are over leave no pipe open."""
    attempt.fan_out(workloads.square, [1, 2, 3], 2)
    gc.collect()
    before = descriptors()
    for _ in range(4):
        attempt.fan_out(workloads.square, [1, 2, 3], 2)
    for _ in range(250):  # threads that feed queues close their ends a moment later
        gc.collect()
        more = descriptors() - before
        if more < 4:
            break
        time.sleep(0.02)
    else:
        raise Finding(Verdict.LEAKED, f"{more} descriptors more are open after four calls than before them")


def descriptors() -> int:
    """How many files this process has open; 0 where the system does not tell."""
    try:
        return len(list(Path("/proc/self/fd").iterdir()))
    except OSError:
        return 0


def test_nobody_spins(attempt: ModuleType, gate: Gate) -> None:
    """Whoever waits costs nothing: neither the caller nor a worker without work burns the processor."""
    call = begin(attempt.fan_out, workloads.run, [(workloads.hold, gate.path, 1)], 2)
    gate.wait()
    for _ in range(3):  # a worker that is still being started is none that spins: it has come to rest by then
        pids = [os.getpid(), *(child.pid for child in psutil.Process().children(recursive=True))]
        before, start = {pid: ran(pid) for pid in pids}, time.monotonic()
        time.sleep(0.3)
        wall = time.monotonic() - start
        busy = {pid: share(before[pid], ran(pid), wall) for pid in pids}
        if max(busy.values()) < 0.5:
            break
    gate.open()
    gives(call.result(), [1], "fan_out of one item")
    for pid, most in busy.items():
        who = "a thread of the caller" if pid == os.getpid() else "a worker"
        assert most < 0.5, (
            f"while one item was at work, {who} kept a core busy {min(most, 1.0):.0%} of the time"
        )
