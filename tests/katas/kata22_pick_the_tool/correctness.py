"""Where jobs of each kind run, how many at once, and what comes back, under every start method."""

from __future__ import annotations

import queue
from functools import partial
from typing import TYPE_CHECKING, Any

import errands
import pytest
from house import House, Patience

from grader.verdict import Verdict
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

MIB = 2**20


@pytest.fixture(scope="session")
def patience() -> Patience:
    """Give what all checks of a run share."""
    return Patience()


@pytest.fixture
def house_of(patience: Patience) -> Callable[..., House]:
    """Give the maker of houses."""
    return partial(House, patience)


def must_give(attempt: Any, jobs: Any, threads: int, processes: int, expected: list[Any]) -> None:
    """Compare one call, types included."""
    seen = attempt.run_jobs(jobs, threads, processes)
    assert type(seen) is list, f"run_jobs returned {_short(seen)}, which is no list"
    assert len(seen) == len(expected), f"{len(expected)} jobs, and {len(seen)} results: {_short(seen)}"
    for number, (one, wanted) in enumerate(zip(seen, expected, strict=True)):
        if not exactly(one, wanted):
            raise AssertionError(
                f"result {number} of {len(expected)} is {_short(one)}, expected {_short(wanted)}"
            )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"


def names(io: int, cpu: int) -> tuple[list[str], list[str]]:
    """Name so many jobs of each kind."""
    return [f"io-{n}" for n in range(io)], [f"cpu-{n}" for n in range(cpu)]


def must_fill(attempt: Any, opened: House, *turns: str) -> None:
    """Fill a house, let one of each kind in ``turns`` go, and compare what comes back."""
    with opened as house:
        jobs = house.jobs(attempt)

        def watch(house: House) -> None:
            house.full()
            for kind in turns:
                house.turn(kind)

        result = house.beside(watch, lambda: attempt.run_jobs(jobs, opened.threads, opened.processes))
    expected = [f"back from {name}" for name in opened.names]
    assert result == expected, f"the jobs {opened.names} gave {_short(result)}"


def crashes(method: str, error: Exception) -> Finding:
    """Name what a start method does not allow."""
    return Finding(Verdict.CRASHED, f"under {method}: {type(error).__name__}: {error}")


def test_results_in_order(attempt: Any) -> None:
    """The results come in the order of the jobs, whatever kind they are and whatever they return."""
    job, same = attempt.Job, errands.same
    values = [7, None, "x", False, (1, 2), 2.5, b""]
    jobs = [
        *(job("cpu", same, (value,)) for value in values[:3]),
        *(job("io", same, (value,)) for value in values),
        *(job("cpu", same, (value,)) for value in values),
        job("io", same),
        job("cpu", same),
        job("cpu", same, (1, 2)),
        job("io", same, ((),)),
        job(kind="io", fn=same, args=("by name",)),
    ]
    must_give(attempt, jobs, 2, 2, [*values[:3], *values, *values, None, None, (1, 2), (), "by name"])


def test_exceptions_as_results(attempt: Any) -> None:
    """An exception that a job returns is a result like any other, and is not raised."""
    error = ValueError("a result", 1)
    jobs = [attempt.Job(kind, errands.same, (error,)) for kind in ("io", "cpu", "io")]
    seen = attempt.run_jobs(jobs, 2, 2)
    fine = [type(one) is ValueError and one.args == error.args for one in seen]
    assert fine == [True] * 3, f"three jobs returned {error!r}, and run_jobs returned {_short(seen)}"


def test_shuffled_kinds(attempt: Any, rng: Random) -> None:
    """Forty jobs of both kinds, shuffled, give their results in order; by keywords and as a tuple, too."""
    values = rng.sample(range(1_000_000), 40)
    jobs = [attempt.Job(rng.choice(("io", "cpu")), errands.same, (value,)) for value in values]
    must_give(attempt, jobs, 3, 2, values)
    seen = attempt.run_jobs(jobs=tuple(jobs), threads=1, processes=2)
    assert seen == values, f"forty jobs as a tuple, one thread: {_short(seen)}"


def test_one_kind_alone(attempt: Any) -> None:
    """No jobs at all, and jobs of one kind alone, work; so do more threads and processes than jobs."""
    must_give(attempt, [], 2, 2, [])
    must_give(attempt, (), 1, 1, [])
    for kind in ("io", "cpu"):
        must_give(attempt, [attempt.Job(kind, errands.same, (n,)) for n in range(5)], 2, 2, list(range(5)))
        must_give(attempt, [attempt.Job(kind, errands.same, (kind,))], 4, 3, [kind])
    jobs = [attempt.Job(kind, errands.same, (kind,)) for kind in ("cpu", "io", "cpu")]
    must_give(attempt, jobs, 5, 4, ["cpu", "io", "cpu"])


def test_equal_jobs(attempt: Any) -> None:
    """Equal jobs, and one job given twice, run once for each place; arguments need not be hashable."""
    one = attempt.Job("cpu", errands.add, ([1, 2],))
    other = attempt.Job("io", errands.add, ([3, 4],))
    equal = attempt.Job("cpu", errands.add, ([1, 2],))
    assert one == equal, "two jobs of the same kind, function and arguments should be equal: a dataclass"
    must_give(attempt, [one, other, equal, other, one, one], 2, 2, [3, 7, 3, 7, 3, 3])
    jobs = [attempt.Job(kind, errands.same, ({"a": [n]},)) for n, kind in enumerate(("cpu", "io"))]
    must_give(attempt, jobs, 2, 2, [{"a": [0]}, {"a": [1]}])


def test_large_values(attempt: Any) -> None:
    """Arguments and results of 1 MiB come through, more than a pipe holds."""
    blocks = [bytes([n]) * MIB for n in range(6)]
    jobs = [
        attempt.Job("io" if n == 3 else "cpu", errands.length, (block,)) for n, block in enumerate(blocks)
    ]
    must_give(attempt, jobs, 2, 2, [(MIB, block) for block in blocks])


def test_cpu_jobs_first(
    attempt: Any, house_of: Callable[..., House], start_method: Callable[[str], bool]
) -> None:
    """CPU jobs first in line: 3 I/O jobs and 2 CPU jobs run at the same time, each where it belongs.

    Whoever has a place free takes the next job, up to the last one: none is kept for somebody who is busy.
    """
    start_method("fork")
    io, cpu = names(7, 5)
    must_fill(attempt, house_of([*cpu, *io], 3, 2), *["io"] * 4, *["cpu"] * 3)


def test_io_jobs_first(
    attempt: Any, house_of: Callable[..., House], start_method: Callable[[str], bool]
) -> None:
    """I/O jobs first in line, under spawn: so they do, and when one ends, the next of its kind begins."""
    if not start_method("spawn"):
        return
    io, cpu = names(7, 5)
    try:
        must_fill(attempt, house_of([*io, *cpu], 3, 2), "cpu", "io")
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise crashes("spawn", error) from error


def test_kinds_in_turn(
    attempt: Any, house_of: Callable[..., House], start_method: Callable[[str], bool]
) -> None:
    """Kinds in turn, 2 threads, 3 processes from a fork server (3.14's default): so they do."""
    if not start_method("forkserver"):
        return
    io, cpu = names(6, 6)
    order = [name for pair in zip(io, cpu, strict=True) for name in pair]
    try:
        must_fill(attempt, house_of(order, 2, 3), "cpu")
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise crashes("forkserver", error) from error


def test_one_of_each(attempt: Any, house_of: Callable[..., House]) -> None:
    """With one thread and one process, one job of each kind runs at a time, both at the same time."""
    io, cpu = names(3, 3)
    must_fill(attempt, house_of([*io[:2], *cpu, io[2]], 1, 1), "cpu", "io")


def test_many_threads(attempt: Any, house_of: Callable[..., House]) -> None:
    """With threads=24, 24 I/O jobs wait at the same time."""
    io, cpu = names(30, 1)
    must_fill(attempt, house_of([*io[:20], *cpu, *io[20:]], 24, 1), "io")


def test_first_failure_in_order(attempt: Any, house_of: Callable[..., House]) -> None:
    """The exception of the first failing job in order is raised, though a later one failed before it."""
    order = ["cpu-0", "io-0", "io-1", "cpu-1", "io-2", "cpu-2"]
    for first, later in (("io-0", "cpu-1"), ("cpu-0", "io-2"), ("cpu-1", "cpu-2"), ("io-0", "io-1")):
        with house_of(order, 4, 4) as house:
            jobs = house.jobs(attempt, dict.fromkeys((first, later), errands.failing_errand))

            def watch(house: House, later: str = later) -> None:
                house.full()
                house.open(later)
                house.gone(later)

            must_raise(
                house,
                watch,
                lambda jobs=jobs: attempt.run_jobs(jobs, 4, 4),
                first,
                f"{later} failed earlier, {first} comes first in the list",
            )


def test_all_end_before_it_raises(attempt: Any, house_of: Callable[..., House]) -> None:
    """When a job fails, all others still run to their ends, those that had not begun as well."""
    io, cpu = names(8, 8)  # a process pool has taken five before anything can be cancelled
    order = [name for pair in zip(io, cpu, strict=True) for name in pair]
    for first, other in (("io-0", "cpu"), ("cpu-0", "io")):
        with house_of(order, 2, 2) as house:
            jobs = house.jobs(attempt, {first: errands.failing_errand})

            def watch(house: House, first: str = first, other: str = other) -> None:
                house.full()
                house.open(first)
                house.gone(first)
                house.full()  # another one has come in its place, and nothing was returned
                house.empty(other)  # whoever looks at results in order has seen the failure now

            must_raise(house, watch, lambda jobs=jobs: attempt.run_jobs(jobs, 2, 2), first, "it failed alone")
            ended = {one.name for one in house.at_return if one.end is not None}
            if missing := [name for name in order if name not in ended]:
                raise AssertionError(
                    f"{first} failed, and when run_jobs raised, {', '.join(missing)} had not ended"
                )


def must_raise(
    house: House, watch: Callable[[House], None], call: Callable[[], Any], first: str, why: str
) -> None:
    """Make sure that the failure of ``first`` comes out, as it was raised."""
    try:
        result = house.beside(watch, call)
    except errands.Refused as error:
        if error.args != (first, len(first)):
            raise AssertionError(
                f"the exception of {error.args[0]} was raised, expected that of {first}: {why}"
            ) from None
    else:
        raise AssertionError(f"{first} failed, and run_jobs returned {_short(result)}")


def test_exceptions_as_raised(attempt: Any) -> None:
    """An exception comes out with its type and arguments, of whatever kind the job is."""
    for kind in ("cpu", "io"):
        for error in (IndexError(1), queue.Empty(), KeyError("k", 1), OSError(2, "no"), TimeoutError("late")):
            jobs = [attempt.Job("io", errands.same, (1,)), attempt.Job(kind, errands.refuse, (error,))]
            try:
                result = attempt.run_jobs(jobs, 2, 2)
            except NotImplementedError:
                raise
            except Exception as seen:  # noqa: BLE001  what comes out is the question
                alike = type(seen) is type(error) and seen.args == error.args
                assert alike, f"a {kind} job raised {error!r}, and {seen!r} came out"  # noqa: PT017
            else:
                raise AssertionError(f"a {kind} job raised {error!r}, and run_jobs returned {_short(result)}")


def test_called_again(attempt: Any, house_of: Callable[..., House]) -> None:
    """A second call starts from nothing, with limits of its own, also after a call that raised."""
    io, cpu = names(4, 4)
    jobs = [attempt.Job("cpu", errands.refuse, (ValueError("x"),)), attempt.Job("io", errands.same)]
    with pytest.raises(ValueError, match="x"):
        attempt.run_jobs(jobs, 1, 1)
    must_fill(attempt, house_of([*io, *cpu], 1, 2))
    must_fill(attempt, house_of([*io, *cpu], 2, 1))
