"""What becomes of items and of their processes, which die for good: by real signals, exits and overflows."""

from __future__ import annotations

import gc
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from watched import Watched
from work import Item, Refused

from grader.verdict import Verdict
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

BIG = "x" * 2**20


@pytest.fixture
def watched(attempt: ModuleType) -> Iterator[Watched]:
    """Give what calls the map, and looks at it."""
    with Watched(attempt) as one:
        yield one


def gives(*values: Any) -> list[Item]:
    """Make items whose outcomes are ``values``."""
    return [Item(f"item {number}", value=value) for number, value in enumerate(values)]


def has_value(watched: Watched, item: Item, outcome: Any, starts: int = 1) -> None:
    """Make sure that ``outcome`` is the success of ``item``, which was started just so often."""
    assert outcome.error is None, f"the outcome of {item.name} has the error {_short(outcome.error)}"
    seen, right = _short(outcome.value), _short(item.value)
    assert exactly(outcome.value, item.value), f"the outcome of {item.name} has the value {seen}, not {right}"
    was_started(watched, item, starts)


def has_crashed(attempt: ModuleType, watched: Watched, item: Item, outcome: Any, retries: int) -> None:
    """Make sure that ``outcome`` says that each process that tried ``item`` has died."""
    crashed = isinstance(outcome.error, attempt.WorkerCrashed)
    seen = f"the value {_short(outcome.value)} and the error {_short(outcome.error)}"
    assert crashed, f"{item.name} killed its process each time; its outcome has {seen}, not a WorkerCrashed"
    assert outcome.value is None, f"{item.name} has crashed, and its outcome has {seen}"
    was_started(watched, item, 1 + retries)


def was_started(watched: Watched, item: Item, times: int) -> None:
    """Make sure that `fn` was called just so often, and never in the caller."""
    seen = watched.starts(item)
    assert seen == times, f"{item.name} was started {_times(seen)}, expected {_times(times)}"
    here = [call for call in watched.calls(item) if call.process == os.getpid()]
    assert not here, f"{item.name} was run by the calling process, which would die with it"


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:50]}... ({len(text)} characters)"


def all_have_values(watched: Watched, items: Sequence[Item], outcomes: Sequence[Any]) -> None:
    """Make sure that each item succeeded at its first start."""
    for item, outcome in zip(items, outcomes, strict=True):
        has_value(watched, item, outcome)


def test_values(watched: Watched) -> None:
    """Each item's outcome has the value that `fn` returned, in the order of the items, None too."""
    items = gives(1, None, "two", [3, None], {"four": 4}, 0, (), b"seven")
    all_have_values(watched, items, watched.map(items, 3))


def test_no_items(attempt: ModuleType, watched: Watched) -> None:
    """Without items there are no outcomes."""
    assert watched.map([], 2) == []
    assert type(attempt.crash_proof_map(len, (), 1)) is list, "for no items it returned no list"


def test_none_is_an_item(attempt: ModuleType) -> None:
    """None is an item like any other."""
    outcomes = attempt.crash_proof_map(str, [None, 0, None], 2)
    seen = [outcome.value for outcome in outcomes]
    assert seen == ["None", "0", "None"], f"str was mapped over None, 0 and None: the values are {seen}"


def test_an_exception_as_a_value(attempt: ModuleType) -> None:
    """An exception that `fn` returns, and does not raise, is a value like any other."""
    (outcome,) = attempt.crash_proof_map(LookupError, ["returned"], 1)
    seen = f"the value {_short(outcome.value)} and the error {_short(outcome.error)}"
    returned = type(outcome.value) is LookupError and outcome.value.args == ("returned",)
    assert outcome.error is None and returned, f"fn returned LookupError('returned'); its outcome has {seen}"  # noqa: PT018  one thing in one sentence


def test_few_and_many_workers(watched: Watched) -> None:
    """One worker is enough, and more workers than items are no trouble."""
    for workers in (1, 5):
        items = [Item(f"item {n} of {workers}", value=n) for n in range(3)]
        all_have_values(watched, items, watched.map(tuple(items), workers))


def test_an_exception_is_the_error(watched: Watched) -> None:
    """What `fn` raises is the error of its item, at once: it is not tried again, and the others go on."""
    items = [*gives(1, 2), Item("refused", "refuse"), Item("also refused", "refuse"), Item("last", value=3)]
    outcomes = watched.map(items, 2, retries=2)
    all_have_values(watched, [*items[:2], items[4]], [*outcomes[:2], outcomes[4]])
    for item, outcome in zip(items[2:4], outcomes[2:4], strict=True):
        error = outcome.error
        right = type(error) is Refused and error.args == (item.name, 7)
        assert right, f"{item.name} raised Refused({item.name!r}, 7); its outcome has {_short(error)}"
        assert outcome.value is None, f"{item.name} raised, and has the value {_short(outcome.value)}"
        was_started(watched, item, 1)


def test_order(watched: Watched) -> None:
    """The outcomes are in the order of the items, also where the first one takes longest."""
    items = [Item("held", "hold", "first"), *gives(1, 2, 3)]

    def watch(run: Watched) -> None:
        run.comes(lambda: all(run.starts(item) for item in items))

    all_have_values(watched, items, watched.map(items, 2, watch=watch))


def test_killed(attempt: ModuleType, watched: Watched) -> None:
    """An item that kills its process (SIGKILL) is tried once more, and fails alone."""
    items = [*gives("a", "b"), Item("killer", "kill"), Item("last", value="c")]
    outcomes = watched.map(items, 2)
    has_crashed(attempt, watched, items[2], outcomes[2], 1)
    all_have_values(watched, [*items[:2], items[3]], [*outcomes[:2], outcomes[3]])


@pytest.mark.parametrize("act", ["exit_0", "exit_3", "overflow"])
def test_other_ends(attempt: ModuleType, watched: Watched, act: str) -> None:
    """An item that ends its process by `os._exit`, 0 included, or overflows its stack, has crashed, too."""
    items = [Item("before", value=1), Item("crasher", act, "no value"), Item("after", value=2)]
    outcomes = watched.map(items, 2, retries=1)
    has_crashed(attempt, watched, items[1], outcomes[1], 1)
    all_have_values(watched, items[::2], outcomes[::2])


@pytest.mark.parametrize("retries", [0, 2])
def test_how_often(attempt: ModuleType, watched: Watched, retries: int) -> None:
    """A crashing item is started `1 + retries` times, and no more."""
    items = [Item("crasher", "kill"), Item("other", value=1)]
    outcomes = watched.map(items, 2, retries=retries)
    has_crashed(attempt, watched, items[0], outcomes[0], retries)
    has_value(watched, items[1], outcomes[1])


def test_succeeds_in_the_end(watched: Watched) -> None:
    """An item whose process dies once, or twice, and no more, has its value after as many retries."""
    items = [Item("dies once", "kill", 1, times=1), Item("dies twice", "exit_0", 2, times=2), *gives(3)]
    outcomes = watched.map(items, 2, retries=2)
    for item, outcome, starts in zip(items, outcomes, (2, 3, 1), strict=True):
        has_value(watched, item, outcome, starts)


def test_raises_after_a_crash(watched: Watched) -> None:
    """An item that crashes the first time and raises the second has the exception for its error."""
    outcomes = watched.map([Item("moody", "kill_then_refuse")], 1, retries=3)
    error = outcomes[0].error
    assert type(error) is Refused, f"it raised Refused the second time; its outcome has {_short(error)}"
    was_started(watched, Item("moody"), 2)


def test_one_worker_goes_on(attempt: ModuleType, watched: Watched) -> None:
    """With one worker, the items after one that crashes are done by its successor."""
    items = [Item("crasher", "kill"), *gives(1, 2, 3)]
    outcomes = watched.map(items, 1)
    has_crashed(attempt, watched, items[0], outcomes[0], 1)
    all_have_values(watched, items[1:], outcomes[1:])


def test_all_crash(attempt: ModuleType, watched: Watched) -> None:
    """More crashing items than workers all come to their end."""
    items = [Item(f"crasher {n}", ("kill", "exit_3")[n % 2]) for n in range(5)]
    for item, outcome in zip(items, watched.map(items, 2), strict=True):
        has_crashed(attempt, watched, item, outcome, 1)


def test_workers_at_once(watched: Watched) -> None:
    """`workers` items run at once where there are that many, never more, also after one has crashed."""
    crasher = Item("crasher", "kill")
    held = [Item(f"item {n}", "hold", n) for n in range(15)]
    most: list[int] = []

    def watch(run: Watched) -> None:
        for _ in range(4):
            full = run.comes(lambda: len(run.inside(held)) >= 3 and run.starts(crasher) >= 2)
            most.append(len(run.inside(held)))
            if full:
                break
            # A process that was forked beside the crasher may hide its death until it ends itself.
            for item in held:
                if run.inside([item]):
                    run.open(item)
        run.comes(lambda: len(run.inside(held)) > 3)  # 1.5 s: who takes slow for dead starts them again
        most.append(len(run.inside(held)))

    items = [held[0], crasher, *held[1:]]
    outcomes = watched.map(items, 3, watch=watch)
    assert max(most) <= 3, f"{max(most)} items were in `fn` at the same time, with workers=3"
    # the crasher is among the first three: without a process in its place there are never three others
    if max(most) < 3:
        raise Finding(
            Verdict.SLOW,
            f"with workers=3 and many items that wait in `fn`, only {max(most)} were in there "
            "at the same time after another one had killed its process",
        )
    all_have_values(watched, held, [outcomes[0], *outcomes[2:]])


def test_killed_from_outside(watched: Watched) -> None:
    """A worker is killed from outside while it is at work: its item is tried again, the others are not."""
    items = [Item("hit", "hold", 1), Item("spared", "hold", 2), *gives(3)]

    def watch(run: Watched) -> None:
        run.comes(lambda: len(run.inside(items)) == 2)
        for process in run.inside(items[:1]):
            os.kill(process, signal.SIGKILL)
        run.comes(lambda: run.starts(items[0]) == 2)

    outcomes = watched.map(items, 2, watch=watch)
    has_value(watched, items[0], outcomes[0], 2)
    all_have_values(watched, items[1:], outcomes[1:])


def test_killed_while_idle(watched: Watched) -> None:
    """A worker that has handed in its answer is killed, if it still lives: that charges no item."""
    quick, held = gives(1, 2, 3), Item("held", "hold", 4)

    def watch(run: Watched) -> None:
        run.comes(lambda: all(run.calls(item) and run.calls(item)[-1].end for item in quick))
        run.comes(lambda: False, naps=15)  # until whoever has something to hand in has done so
        busy = set(run.inside([held]))
        for process in {call.process for item in quick for call in run.calls(item)} - busy - {os.getpid()}:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        run.comes(lambda: False, naps=15)

    items = [held, *quick]
    all_have_values(watched, items, watched.map(items, 2, watch=watch))


def test_large_values(attempt: ModuleType, watched: Watched) -> None:
    """Items and values of 1 MiB, which fit into no pipe, pass, beside items that crash."""
    items = [Item(f"large {n}", value=BIG + str(n)) for n in range(3)]
    items.insert(1, Item("crasher", "kill", BIG))
    outcomes = watched.map(items, 2)
    has_crashed(attempt, watched, items[1], outcomes[1], 1)
    all_have_values(watched, [items[0], *items[2:]], [outcomes[0], *outcomes[2:]])


def must_work(attempt: ModuleType, watched: Watched, method: str) -> None:
    """Map a little under ``method``; what it cannot pickle or find there makes it crash."""
    items = [Item("one", value=1), Item("crasher", "kill"), Item("two", value=2), Item("refused", "refuse")]
    try:
        outcomes = watched.map(items, 2)
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise Finding(Verdict.CRASHED, f"under {method}: {type(error).__name__}: {error}") from error
    all_have_values(watched, items[0:3:2], outcomes[0:3:2])
    has_crashed(attempt, watched, items[1], outcomes[1], 1)
    right = type(outcomes[3].error) is Refused
    assert right, f"under {method}, refused raised Refused; its outcome has {_short(outcomes[3].error)}"


def test_under_fork(attempt: ModuleType, watched: Watched, start_method: Callable[[str], bool]) -> None:
    """It works where children are forked."""
    if start_method("fork"):
        must_work(attempt, watched, "fork")


def test_under_spawn(attempt: ModuleType, watched: Watched, start_method: Callable[[str], bool]) -> None:
    """It works where children are spawned: they import the module and inherit nothing else."""
    if start_method("spawn"):
        must_work(attempt, watched, "spawn")


def test_under_forkserver(attempt: ModuleType, watched: Watched, start_method: Callable[[str], bool]) -> None:
    """It works where children come from a fork server, Python 3.14's default on Linux."""
    if start_method("forkserver"):
        must_work(attempt, watched, "forkserver")


def test_nothing_stays_open(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """When it has returned, no process, thread or pipe of it is left, whatever died meanwhile."""
    counts = []
    for _ in range(3):
        with Watched(attempt) as run:
            run.map([Item("crasher", "kill"), *gives(1, 2)], 2)
        gc.collect()
        nothing_left()
        counts.append(_descriptors())
    if counts[2] - counts[1] > 0 and counts[1] - counts[0] > 0:
        raise Finding(
            Verdict.LEAKED,
            f"each call leaves {counts[2] - counts[1]} ends of pipes open: {counts[2]} descriptors after "
            f"three calls, {counts[0]} after the first",
        )


def _descriptors() -> int:
    """How many descriptors this process has open; 0 where nobody can tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
