"""What parallel_map gives back, which exception, and who ran `fn` on what, while some items are held."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import work
from held import WATCH, Hold, Patience

from grader.verdict import Verdict
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random


ITEMS = 40
STUCK = 11
"""Of 39 items, so many may wait behind the one that is held: with more, one process has over 65 % to do."""
MIB = 2**20


@pytest.fixture(scope="session")
def patience() -> Patience:
    """Give what all checks of a run share."""
    return Patience()


def must_map(attempt: Any, fn: Any, items: Iterable[Any], workers: int, expected: list[Any]) -> None:
    """Compare one call, types included."""
    seen = attempt.parallel_map(fn, items, workers)
    assert type(seen) is list, f"returned {_short(seen)}, which is no list"
    assert len(seen) == len(expected), f"returned {len(seen)} results for {len(expected)} items"
    for n, (one, other) in enumerate(zip(seen, expected, strict=True)):
        assert exactly(one, other), f"the result of item {n} is {_short(one)}, expected {_short(other)}"


def must_raise(attempt: Any, fn: Any, items: Iterable[Any], workers: int, expected: Exception) -> None:
    """Make sure that this very exception reaches the caller, as it is."""
    try:
        seen = attempt.parallel_map(fn, items, workers)
    except BaseException as error:
        if isinstance(error, (NotImplementedError, KeyboardInterrupt)):
            raise
        is_expected(error, expected)
    else:
        raise AssertionError(f"returned {_short(seen)}, and should have raised {expected!r}")


def is_expected(error: BaseException, expected: Exception, why: str = "") -> None:
    """Compare type and arguments."""
    if type(error) is type(expected) and error.args == expected.args:
        return
    raise AssertionError(f"raised {_short(error)}, expected {expected!r}{why}") from error


def must_work(attempt: Any, method: str) -> None:
    """Map a little under ``method``; what it cannot pickle or find there makes it crash."""
    try:
        must_map(attempt, work.square, range(20), 2, [n * n for n in range(20)])
        must_map(attempt, work.Times(3).by, iter(range(7)), 3, [3 * n for n in range(7)])
        must_raise(attempt, work.refuse_some, range(40), 2, KeyError("seven", 7))
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise Finding(Verdict.CRASHED, f"under {method}: {type(error).__name__}: {error}") from error


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"


def test_results_are_in_the_order_of_the_items(attempt: Any) -> None:
    """There is one result for each item, in the order of the items, however many there are."""
    for count, workers in ((0, 2), (1, 2), (2, 3), (7, 2), (40, 3), (41, 2), (101, 3), (403, 4)):
        must_map(attempt, work.square, list(range(count)), workers, [n * n for n in range(count)])


def test_items_drawn_anew(attempt: Any, rng: Random) -> None:
    """The results are right for items that nobody has seen before."""
    items = rng.choices(range(-1_000_000, 1_000_000), k=rng.randint(90, 110))
    must_map(attempt, work.square, items, 3, [n * n for n in items])


def test_one_worker(attempt: Any) -> None:
    """One worker is enough, and one item needs no more."""
    must_map(attempt, work.square, range(50), 1, [n * n for n in range(50)])
    must_map(attempt, work.square, [], 1, [])
    must_map(attempt, work.square, [3], 6, [9])


def test_items_from_anything_that_can_be_iterated(attempt: Any) -> None:
    """Items may come from a generator, which is read once, or from whatever else can be iterated."""
    must_map(attempt, work.square, (n for n in range(60)), 2, [n * n for n in range(60)])
    must_map(attempt, work.square, iter([]), 2, [])
    must_map(attempt, len, {"one": 1, "three": 3, "": 0}, 2, [3, 5, 0])
    must_map(attempt, work.same, map(str, range(9)), 2, list("012345678"))


def test_functions_of_every_kind(attempt: Any) -> None:
    """`fn` may be whatever can be pickled and called: a method, a partial function, an object, a builtin."""
    must_map(attempt, work.Times(2), range(9), 2, [2 * n for n in range(9)])
    must_map(attempt, work.Times(2).by, range(9), 2, [2 * n for n in range(9)])
    must_map(attempt, partial(pow, 2), range(9), 2, [2**n for n in range(9)])
    must_map(attempt, str.upper, ["a", "bc"], 2, ["A", "BC"])


def test_odd_items_and_results(attempt: Any) -> None:
    """Items and results may be anything that can be pickled: None, False, equal ones, tuples, exceptions."""
    items = [None, False, 0, (), [], "", (1, 2), (True, 5), (False, None), None, {"a": [1]}, ..., "stop", -1]
    must_map(attempt, work.same, items, 2, items)
    must_map(attempt, work.same, [None] * 30, 2, [None] * 30)
    seen = attempt.parallel_map(work.same, [ValueError("no"), work.Refused(1), StopIteration()], 2)
    names = [type(one).__name__ for one in seen]
    expected = ["ValueError", "Refused", "StopIteration"]
    assert names == expected, f"exceptions that `fn` returned came back as {names}, expected {expected}"


def test_nothing_is_asked_of_items(attempt: Any) -> None:
    """Items and results are carried, never compared: one equals everything, another cannot be compared."""
    seen = attempt.parallel_map(work.same, [work.Odd(), 1, work.Touchy(), work.Odd(), work.Touchy()], 2)
    names = [type(one).__name__ for one in seen]
    expected = ["Odd", "int", "Touchy", "Odd", "Touchy"]
    assert names == expected, f"results of the types {names}, expected {expected}"


def test_large_items_and_results(attempt: Any) -> None:
    """Items and results of 1 MiB each go through: no pipe holds so much."""
    items = [bytes([n]) * MIB for n in range(12)]
    seen = attempt.parallel_map(work.same, items, 2)
    sizes = [len(one) for one in seen]
    assert seen == items, f"12 items of 1 MiB came back as {len(sizes)} of {_short(sizes)} bytes"


def test_first_exception_in_item_order(attempt: Any) -> None:
    """An exception of `fn` reaches the caller as it is; of several, that of the earliest item."""
    must_raise(attempt, work.refuse_some, range(40), 2, KeyError("seven", 7))
    must_raise(attempt, work.refuse_some, iter([1, 2, 30, 3, 8]), 2, work.Refused(30))
    must_raise(attempt, partial(work.refuse_from, 0), range(30), 3, work.Refused(0))
    must_raise(attempt, partial(work.refuse_from, 99), range(100), 2, work.Refused(99))
    must_raise(attempt, partial(work.refuse_from, 3), [5], 1, work.Refused(5))


def test_earliest_item_fails_last(attempt: Any, patience: Patience) -> None:
    """Where a late item fails first and an early one after it, the early one's exception is raised."""
    last = ITEMS - 1
    with Hold(patience, {0}, failing={0, last}) as hold:
        hold.beside(
            lambda site: attempt.parallel_map(site, range(ITEMS), 2),
            lambda visits: any(one.item == last and not one.inside for one in visits),
        )
        try:
            seen = hold.outcome()
        except work.Refused as error:
            why = f": item {last} failed first and item 0 after it, and item 0 comes first"
            is_expected(error, work.Refused(0), why)
        else:
            raise AssertionError(f"returned {_short(seen)}, and items 0 and {last} had raised")


def test_exception_of_the_items(attempt: Any) -> None:
    """An exception of the generator that gives the items reaches the caller."""

    def broken() -> Iterator[int]:
        yield from range(5)
        raise LookupError("the sixth item is gone")

    must_raise(attempt, work.square, broken(), 2, LookupError("the sixth item is gone"))


def test_goes_on_after_an_exception(attempt: Any) -> None:
    """A call after one that raised starts from nothing."""
    must_raise(attempt, work.refuse_some, range(40), 2, KeyError("seven", 7))
    for _ in range(2):
        must_map(attempt, work.square, range(40), 2, [n * n for n in range(40)])


def squared(hold: Hold, count: int = ITEMS) -> None:
    """Make sure that the held call came out right after all."""
    seen = hold.outcome()
    expected = [n * n for n in range(count)]
    assert type(seen) is list, f"returned {_short(seen)}, which is no list"
    assert seen == expected, f"returned {_short(seen)}, expected {_short(expected)}"


def finding(hold: Hold, verdict: Verdict, cause: str) -> Finding:
    """Name what was seen, and show it; later checks need not be as patient, as the verdict is clear."""
    hold.patience.used_up()
    return Finding(verdict, cause, (hold.picture(),) if hold.seen else ())


def in_processes(hold: Hold) -> None:
    """Make sure that `fn` ran in processes, and not in the one that made the call."""
    inside = [one for one in hold.seen if one.inside]
    if len(inside) > 1 and len({one.lane for one in inside}) == 1:
        where = "the calling process" if inside[0].process == os.getpid() else "one single process"
        raise finding(
            hold,
            Verdict.WRONG_TOOL,
            f"`fn` was in {len(inside)} threads of {where}: when it computes, the GIL lets one run",
        )
    own = [one for one in hold.seen if one.by_caller]
    if own and len(own) == len(hold.seen):
        raise finding(hold, Verdict.SLOW, "the calling process runs `fn` itself, on one item after the other")
    if own:
        cause = f"the calling process ran `fn` itself on {len(own)} of the items, beside its workers"
        raise finding(hold, Verdict.WRONG, cause)


def not_more(hold: Hold, workers: int) -> set[tuple[int, str, int]]:
    """Make sure that no more than ``workers`` were at work at once; give those that were."""
    inside = {one.lane for one in hold.seen if one.inside}
    if len(inside) > workers:
        alone = len({one.lane for one in hold.seen}) == len(hold.seen)
        one_each = alone and len(hold.seen) > 2 * workers
        raise finding(
            hold,
            Verdict.SLOW if one_each else Verdict.WRONG,
            f"{len(inside)} processes were in `fn` at once, and {workers} workers were asked for"
            + ("; a process for every item costs far more than most items do" if one_each else ""),
        )
    return inside


def test_workers_are_as_many_as_asked_for(attempt: Any, patience: Patience) -> None:
    """`fn` runs in `workers` processes at once, also on a machine with fewer cores, and never in more."""
    workers = min((os.cpu_count() or 1) + 1, 6)
    count = 16 * workers
    with Hold(patience, range(count)) as hold:
        full = hold.beside(
            lambda site: attempt.parallel_map(site, range(count), workers),
            lambda visits: len({one.lane for one in visits if one.inside}) >= workers,
            watch_for=WATCH,
        )
        in_processes(hold)
        inside = not_more(hold, workers)
        if not full:
            squared(hold, count)
            raise finding(
                hold,
                Verdict.SLOW,
                f"{len(inside)} of {workers} workers {'was' if len(inside) == 1 else 'were'} in `fn`, "
                f"though {count - len(hold.seen)} more items were waiting",
            )
        squared(hold, count)


def others_go_on(attempt: Any, patience: Patience, held: int) -> None:
    """Hold one item of 40, and see that another worker does nearly all the others meanwhile."""
    with Hold(patience, {held}) as hold:
        fine = hold.beside(
            lambda site: attempt.parallel_map(site, range(ITEMS), 2),
            lambda visits: sum(not one.inside for one in visits) >= ITEMS - 1 - STUCK,
        )
        in_processes(hold)
        not_more(hold, 2)
        squared(hold)
        done = sum(not one.inside for one in hold.seen)
        if not fine:
            raise finding(
                hold,
                Verdict.SLOW,
                f"while one worker was busy with item {held}, {ITEMS - 1 - done} of the {ITEMS - 1} others "
                "waited behind it, and the other worker had nothing to do",
            )


def test_slow_item_comes_first(attempt: Any, patience: Patience) -> None:
    """While one worker is busy with a slow first item, the other does nearly all the rest."""
    others_go_on(attempt, patience, 0)


def test_slow_item_in_the_middle(attempt: Any, patience: Patience) -> None:
    """While one worker is busy with a slow item in the middle, the other does nearly all the rest."""
    others_go_on(attempt, patience, ITEMS // 2)


def test_dear_items_at_the_end(attempt: Any, patience: Patience) -> None:
    """Where the last 16 of 40 items are dear, both workers are busy with them at once."""
    with Hold(patience, range(ITEMS - 16, ITEMS)) as hold:
        fine = hold.beside(
            lambda site: attempt.parallel_map(site, range(ITEMS), 2),
            lambda visits: len({one.lane for one in visits if one.inside}) >= 2,
        )
        in_processes(hold)
        not_more(hold, 2)
        squared(hold)
        if not fine:
            raise finding(
                hold,
                Verdict.SLOW,
                f"one worker alone had all of the last 16 items, and {ITEMS - len(hold.seen)} of them waited "
                "while the other had nothing to do",
            )


def test_under_fork(attempt: Any, start_method: Callable[[str], bool]) -> None:
    """It works where children are forked."""
    if start_method("fork"):
        must_work(attempt, "fork")


def test_under_spawn(attempt: Any, start_method: Callable[[str], bool]) -> None:
    """It works where children are spawned: they import the module and inherit nothing else."""
    if start_method("spawn"):
        must_work(attempt, "spawn")


def test_under_forkserver(attempt: Any, start_method: Callable[[str], bool]) -> None:
    """It works where children come from a fork server, Python 3.14's default on Linux."""
    if start_method("forkserver"):
        must_work(attempt, "forkserver")
