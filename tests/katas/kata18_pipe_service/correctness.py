"""What a service does with a real child: answers, failures, time-outs, its end, and the child's death.

Who comes first is settled by gates, at which handlers wait until the check lets them go. What several
callers do to each other beyond that is left to `schedules`.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import tempfile
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import handlers
import pytest
from handlers import Gate

from grader.measure.busy import Stopwatch, ran, share
from grader.verdict import Verdict
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

METHODS = [
    method for method in ("fork", "spawn", "forkserver") if method in multiprocessing.get_all_start_methods()
]
LARGE = 8 << 20
SOON = 5.0
"""Seconds that stand against "within a second"."""
ASLEEP = 2.0
"""Seconds in which nobody did anything that stand against it as well, however busy the machine."""
TRIES = 3
"""A machine may be slow for once, and not three times."""

every_method = pytest.mark.parametrize("method", METHODS, indirect=True)


@pytest.fixture(autouse=True)
def method(request: pytest.FixtureRequest) -> Iterator[str]:
    """Make this the way in which children are started: by fork, where a check asks for nothing else.

    What forked children inherit is most, and they are the quickest.
    """
    name = str(getattr(request, "param", METHODS[0]))
    multiprocessing.set_start_method(name, force=True)
    yield name
    multiprocessing.set_start_method(None, force=True)


@pytest.fixture
def gate() -> Iterator[Callable[[], Gate]]:
    """Give the maker of gates."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        made: list[Gate] = []

        def make() -> Gate:
            made.append(Gate(Path(folder), f"gate-{len(made)}"))
            stack.callback(made[-1].close)
            return made[-1]

        yield make


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


def answers(service: Any, request: object, expected: object, when: str = "") -> None:
    """Make sure that a call gives what the handler makes of the request."""
    try:
        seen = service.call(request)
    except BaseException as error:
        raise AssertionError(
            f"{when}a call that the handler answers raised {type(error).__name__}: {error}"
        ) from error
    assert exactly(seen, expected), f"{when}a call gave {short(seen)}, expected {short(expected)}"


def gives_up(service: Any, gate: Gate, request: Any) -> None:
    """Make a call whose time is up while the handler is at the gate."""
    answers(service, (abs, -1), 1)  # the child is there
    for timeout in (0.2, 2.0, 20.0):
        fails(lambda t=timeout: service.call(request, t), TimeoutError, "a call whose time is up")
        if gate.seen(2.0 if timeout < 20.0 else None):
            return  # else this machine was so slow that the request was given up before it was sent


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
    raise AssertionError(f"{when} gave {short(seen)}, expected {kind.__name__}")


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


# Answers.


@every_method
def test_answers(attempt: ModuleType) -> None:
    """`call` gives what the handler makes of the request, whatever the start method."""
    with attempt.Service(handlers.echo) as service:
        for request in ("a", 7, [1, [2]], {"k": (None, 1.5)}, b"", "a"):
            answers(service, request, request)


def test_any_value(attempt: ModuleType) -> None:
    """Any picklable value is a request and an answer: None, an exception, what cannot be compared."""
    values: list[Any] = [
        None,
        False,
        (),
        (True, 1),
        (False, None),
        ("error", "x"),
        "stop",
        "quit",
        "close",
        -1,
    ]
    values += [(1, 2, 3), (None, None), Ellipsis, StopIteration, EOFError]
    with attempt.Service(handlers.echo) as service:
        for value in values:
            answers(service, value, value)
        for odd in (handlers.Odd, handlers.Touchy, ValueError, EOFError, SystemExit, TimeoutError):
            seen = service.call(odd())
            assert type(seen) is odd, f"an instance of {odd.__name__} as a value came back as {short(seen)}"


def test_one_child(attempt: ModuleType) -> None:
    """All calls are handled by one child process, which keeps what the handler remembers."""
    with attempt.Service(handlers.run) as service:
        pids = {service.call((os.getpid,)) for _ in range(3)}
        assert os.getpid() not in pids, "the handler ran in the process that calls, not in a child"
        assert len(pids) == 1, f"three calls were handled by {len(pids)} processes, one after the other"
        counted = [service.call((handlers.count_up,)) for _ in range(3)]
        assert counted == [1, 2, 3], f"a handler that counts its calls counted {counted}"


@every_method
def test_exceptions(attempt: ModuleType) -> None:
    """What the handler raises is raised by `call`, whatever it is, and the service lives on."""
    kinds = [ValueError, KeyError, handlers.Refused, handlers.Own, SystemExit, KeyboardInterrupt, EOFError]
    kinds += [ConnectionResetError, BrokenPipeError, TimeoutError, OSError, StopIteration, GeneratorExit]
    with attempt.Service(handlers.run) as service:
        pid = service.call((os.getpid,))
        for kind in kinds:
            said = f"of kind {kind.__name__}"
            error = fails(
                lambda k=kind, s=said: service.call((handlers.fail, k, s)),
                kind,
                f"a handler's {kind.__name__}",
            )
            assert type(error) is kind, f"a handler's {kind.__name__} was raised as {type(error).__name__}"
            assert error.args == (said,), f"{kind.__name__}({said!r}) was raised with args {error.args!r}"
            answers(service, (os.getpid,), pid, f"after a handler's {kind.__name__}, ")


def test_an_exception_is_raised_each_time(attempt: ModuleType) -> None:
    """Calls that fail and calls that do not may follow each other in any way."""
    with attempt.Service(handlers.run) as service:
        for number in range(3):
            fails(lambda: service.call((handlers.fail, ValueError)), ValueError, "a handler's ValueError")
            answers(service, (abs, -number), number, "after a handler's exception, ")


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param((handlers.give_lambda,), id="a_lambda"),
        pytest.param((handlers.fail_without_words,), id="an_exception_that_holds_one"),
        pytest.param((handlers.fail, handlers.Fussy, 5, "no"), id="an_exception_that_cannot_be_unpickled"),
    ],
)
def test_answers_that_cannot_be_sent(attempt: ModuleType, request_: Any) -> None:
    """An answer or exception that does not survive the way makes `call` raise, and the service lives on."""
    with attempt.Service(handlers.run) as service:
        pid = service.call((os.getpid,))
        fails(lambda: service.call(request_), Exception, "a call whose answer cannot be sent")
        answers(service, (os.getpid,), pid, "after an answer that could not be sent, ")


def test_requests_that_cannot_be_sent(attempt: ModuleType) -> None:
    """A request that cannot be pickled makes `call` raise, and the service lives on."""
    with attempt.Service(handlers.echo) as service:
        fails(lambda: service.call(lambda: None), Exception, "a call whose request is a lambda")
        answers(service, 2, 2, "after a request that could not be sent, ")


@every_method
def test_large(attempt: ModuleType) -> None:
    """Requests and answers of 8 MiB arrive, also both in one call."""
    with attempt.Service(handlers.run) as service:
        answers(service, (handlers.length, bytes(LARGE)), LARGE)
        answers(service, (handlers.give, LARGE), b"back" * (LARGE // 4))
        answers(service, (handlers.echo, b"both" * (LARGE // 4)), b"both" * (LARGE // 4))


# Time-outs.


def test_in_time(attempt: ModuleType) -> None:
    """A call that has time gives its answer, also a large one."""
    with attempt.Service(handlers.run) as service:
        assert service.call((abs, -1), timeout=600.0) == 1
        assert service.call((abs, -2), 600) == 2
        assert len(service.call((handlers.give, LARGE), timeout=600.0)) == LARGE
        fails(lambda: service.call((handlers.fail, ValueError), 600.0), ValueError, "a handler's ValueError")


@every_method
def test_too_late(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """A call whose time is up raises `TimeoutError`, and the next call gets its own answer."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        pid = service.call((os.getpid,))
        fails(
            lambda: service.call((handlers.hold, one.path, "late"), 0.2),
            TimeoutError,
            "a call whose time is up",
        )
        one.open()
        answers(service, (abs, -1), 1, "after a call that ran out of time, ")
        answers(service, (os.getpid,), pid, "after a call that ran out of time, ")


def test_many_too_late(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """After several calls that ran out of time, failing ones among them, the next one gets its own answer."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        answers(service, (abs, -5), 5)
        for request in ((handlers.hold, one.path, "late"), (handlers.hold_and_fail, one.path)):
            fails(lambda r=request: service.call(r, 0.1), TimeoutError, "a call whose time is up")
        fails(lambda: service.call((abs, -1), 0.1), TimeoutError, "a call whose turn does not come")
        one.open()
        for number in (2, 3):
            answers(service, (abs, -number), number, "after calls that ran out of time, ")


def test_next_call_waits(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """A call that comes while a given-up request is still at work waits for it, and gets its own answer."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        gives_up(service, one, (handlers.hold, one.path, "late"))
        following = begin(service.call, (abs, -1))
        one.open()
        seen = following.result()
        assert seen == 1, (
            f"a call gave {seen!r}, the late answer to the call before it is 'late', its own is 1"
        )


def test_no_time_at_all(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """`timeout=0` does not wait: behind a busy handler it is `TimeoutError` at once."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        busy = begin(service.call, (handlers.hold, one.path, "done"))
        one.wait()
        fails(lambda: service.call((abs, -1), 0), TimeoutError, "call(..., timeout=0) behind a busy handler")
        one.open()
        assert busy.result() == "done"
        with contextlib.suppress(TimeoutError):
            assert service.call((abs, -2), timeout=0) == 2
        answers(service, (abs, -3), 3, "after call(..., timeout=0), ")


def test_too_late_for_its_turn(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """A call whose time is up while another one is at work raises `TimeoutError`, without waiting for it."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        busy = begin(service.call, (handlers.hold, one.path, "done"))
        one.wait()
        fails(lambda: service.call((abs, -1), 0.2), TimeoutError, "a call whose turn does not come in time")
        one.open()
        seen = busy.result()
        assert seen == "done", f"the call that was at work gave {seen!r}, expected 'done'"
        answers(service, (abs, -2), 2, "after a call whose turn did not come, ")


def test_too_late_to_be_sent(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """The time-out holds for sending, too: a large request to a busy child raises `TimeoutError`."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        gives_up(service, one, (handlers.hold, one.path, "late"))
        large = (handlers.length, bytes(LARGE))
        fails(lambda: service.call(large, 0.2), TimeoutError, "a large request to a child at work")
        one.open()
        answers(service, (abs, -1), 1, "after a request that could not be sent in time, ")
        answers(service, (handlers.give, 4), b"back", "after a request that could not be sent in time, ")


def test_large_and_too_late(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """A late answer of 8 MiB does not stop the next request of 8 MiB, or its answer."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        gives_up(service, one, (handlers.hold_and_give, one.path, LARGE))
        one.open()
        answers(
            service,
            (handlers.echo, b"both" * (LARGE // 4)),
            b"both" * (LARGE // 4),
            "after a large answer that came too late, ",
        )


# The child's death.


@every_method
@pytest.mark.parametrize("end", [(handlers.die,), (handlers.leave, 0)], ids=["killed", "left"])
def test_dies_at_work(attempt: ModuleType, end: Any) -> None:
    """A child that is killed or ends at work makes `call` raise `ConnectionError`, now and from then on."""

    def again() -> Stopwatch:
        with attempt.Service(handlers.run) as service:
            with Stopwatch(ASLEEP) as took:
                fails(lambda: service.call(end), ConnectionError, "a call during which the child died")
            for _ in range(2):
                fails(lambda: service.call((abs, -1)), ConnectionError, "a call after the child's death")
            fails(lambda: service.call((abs, -1), 1.0), ConnectionError, "a call after the child's death")
        return took

    soon("a call during which the child died", again)


@every_method
def test_dies_while_idle(attempt: ModuleType) -> None:
    """A child that is killed between two calls makes the second raise `ConnectionError`."""

    def again() -> Stopwatch:
        with attempt.Service(handlers.run) as service:
            os.kill(service.call((os.getpid,)), signal.SIGKILL)
            with Stopwatch(ASLEEP) as took:
                fails(lambda: service.call((abs, -1)), ConnectionError, "a call after the child was killed")
        return took

    soon("a call after the child was killed", again)


def test_dies_with_callers_waiting(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """A child that is killed at work makes every call raise: the one at work and those behind it."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        pid = service.call((os.getpid,))
        calls = [begin(service.call, (handlers.hold, one.path, "done"))]
        one.wait()
        calls += [begin(service.call, (abs, -1)), begin(service.call, (handlers.length, bytes(LARGE)))]
        os.kill(pid, signal.SIGKILL)
        for call in calls:
            fails(call.result, ConnectionError, "a call during which the child was killed")


def test_dies_after_a_timeout(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """A child that is killed over a given-up request makes the call behind it raise `ConnectionError`."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        pid = service.call((os.getpid,))
        gives_up(service, one, (handlers.hold, one.path, "late"))
        call = begin(service.call, (handlers.length, bytes(LARGE)))
        os.kill(pid, signal.SIGKILL)
        fails(call.result, ConnectionError, "a call during which the child was killed")


# The end.


@every_method
def test_nothing_is_left(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """After `close()` there is no child, no zombie and no thread of the service."""
    service = attempt.Service(handlers.echo)
    answers(service, 1, 1)
    service.close()
    nothing_left()
    fails(lambda: service.call(1), ConnectionError, "a call after close()")


def test_nothing_is_left_of_a_dead_child(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """A child that was killed, or never asked anything, leaves no zombie when the service is closed."""
    for request in ((handlers.die,), None):
        service = attempt.Service(handlers.run)
        if request:
            fails(
                lambda s=service: s.call((handlers.die,)),
                ConnectionError,
                "a call during which the child died",
            )
        service.close()
        nothing_left()


def test_closed_twice(attempt: ModuleType) -> None:
    """`close()` may come twice, and after it every call raises `ConnectionError`."""
    service = attempt.Service(handlers.echo)
    service.close()
    service.close()
    fails(lambda: service.call(1), ConnectionError, "a call after close()")
    fails(lambda: service.call(1, 1.0), ConnectionError, "a call after close()")
    service.close()


def test_context_manager(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """`with Service(...) as service` gives the service, closes it, and lets exceptions pass."""
    with attempt.Service(handlers.echo) as service:
        answers(service, 1, 1)
    fails(lambda: service.call(1), ConnectionError, "a call after the with block")
    planted, service = handlers.Refused("raised in the block"), attempt.Service(handlers.echo)

    def block() -> None:
        with service:
            raise planted

    error = fails(block, handlers.Refused, "an exception in the with block")
    assert error is planted, f"an exception in the with block came out as {error!r}"
    fails(lambda: service.call(1), ConnectionError, "a call after the with block")
    nothing_left()


@every_method
def test_closed_in_mid_call(
    attempt: ModuleType, gate: Callable[[], Gate], nothing_left: Callable[[], None]
) -> None:
    """`close()` comes back where the handler never does; all calls raise `ConnectionError`."""

    def again() -> Stopwatch:
        one = gate()
        service = attempt.Service(handlers.run)
        calls = [begin(service.call, (handlers.hold, one.path, "done"))]
        one.wait()
        calls += [begin(service.call, (abs, -1)), begin(service.call, (handlers.length, bytes(LARGE)))]
        with Stopwatch(ASLEEP) as took:
            service.close()
        for call in calls:
            fails(call.result, ConnectionError, "a call that close() interrupted")
        nothing_left()
        return took

    soon("close(), with a handler that never returns,", again)


def test_closed_after_a_timeout(
    attempt: ModuleType, gate: Callable[[], Gate], nothing_left: Callable[[], None]
) -> None:
    """`close()` comes back where a given-up request is still at work, and one more could not be sent."""

    def again() -> Stopwatch:
        one = gate()
        service = attempt.Service(handlers.run)
        for request in ((handlers.hold, one.path, "late"), (handlers.length, bytes(LARGE))):
            fails(lambda r=request: service.call(r, 0.1), TimeoutError, "a call whose time is up")
        with Stopwatch(ASLEEP) as took:
            service.close()
        nothing_left()
        return took

    soon("close(), with a given-up request still at work,", again)


# Two services.


@every_method
def test_two_services(
    attempt: ModuleType, gate: Callable[[], Gate], nothing_left: Callable[[], None]
) -> None:
    """Of two services each has its own child, and the first can be closed while the second lives."""
    one = gate()
    first, second = attempt.Service(handlers.run), attempt.Service(handlers.run)
    mine, other = first.call((os.getpid,)), second.call((os.getpid,))
    assert mine != other, "two services have one child"
    busy = begin(second.call, (handlers.hold, one.path, "second"))
    one.wait()
    answers(first, (abs, -1), 1, "while another service is at work, ")
    first.close()
    fails(lambda: first.call((abs, -1)), ConnectionError, "a call after close()")
    one.open()
    assert busy.result() == "second"
    answers(second, (abs, -2), 2, "after another service was closed, ")
    second.close()
    nothing_left()


def test_two_services_and_a_death(attempt: ModuleType) -> None:
    """Of two services the first one's child is killed: its calls raise, and the second works."""
    with attempt.Service(handlers.run) as first, attempt.Service(handlers.run) as second:
        answers(second, (abs, -1), 1)
        fails(lambda: first.call((handlers.die,)), ConnectionError, "a call during which the child died")
        answers(second, (abs, -2), 2, "after the death of another service's child, ")


def test_nothing_piles_up(attempt: ModuleType) -> None:
    """Services that were closed and dropped leave no pipe open."""

    def use() -> None:
        with attempt.Service(handlers.echo) as service:
            service.call(1)

    use()
    gc.collect()
    before = descriptors()
    for _ in range(4):
        use()
    for _ in range(250):  # threads that feed queues close their ends a moment later
        gc.collect()
        more = descriptors() - before
        if more < 4:
            break
        time.sleep(0.02)
    else:
        raise Finding(
            Verdict.LEAKED, f"{more} descriptors more are open after four services were made, used and closed"
        )


def descriptors() -> int:
    """How many files this process has open; 0 where the system does not tell."""
    try:
        return len(list(Path("/proc/self/fd").iterdir()))
    except OSError:
        return 0


def test_nobody_spins(attempt: ModuleType, gate: Callable[[], Gate]) -> None:
    """Whoever waits for an answer costs nothing: neither the caller nor the child burns the processor."""
    one = gate()
    with attempt.Service(handlers.run) as service:
        pid = service.call((os.getpid,))
        before, start = ran(pid), time.monotonic()
        time.sleep(0.2)
        idle = share(before, ran(pid), time.monotonic() - start)
        busy = begin(service.call, (handlers.hold, one.path, "done"), 600.0)
        one.wait()
        behind = begin(service.call, (abs, -1), 0.5)
        before, start = ran(os.getpid()), time.monotonic()
        time.sleep(0.2)
        waiting = share(before, ran(os.getpid()), time.monotonic() - start)
        fails(behind.result, TimeoutError, "a call behind one that lasts")
        one.open()
        busy.result()
    assert idle < 0.5, f"while nobody called, the child kept a core busy {min(idle, 1.0):.0%} of the time"
    assert waiting < 0.5, (
        f"while the handler was at work, a waiting thread kept a core busy {min(waiting, 1):.0%} of the time"
    )
