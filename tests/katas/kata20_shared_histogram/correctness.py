"""What is counted, by whom, where the counts are kept, and what is left of that: with real processes.

Where there are several workers, each value has a bucket of its own: what two of them do to one count is luck
here, and a matter of schedules.
"""

from __future__ import annotations

import os
import random
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from blocks import forget, left, note_blocks
from descent import follow
from meeting import Meeting
from traffic import Traffic

from grader.verdict import Verdict
from grader.worker.findings import Finding, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

MANY = 4_000
"""Buckets: a row of counts is 8,000 bytes or more, however it is sent."""
MOST_READ = 8_000
"""Bytes that the caller may read meanwhile: pools and executors need some hundreds."""


@pytest.fixture(scope="session")
def noted() -> Path:
    """Give the folder in which the names of all blocks of shared memory are noted."""
    folder = tempfile.mkdtemp(prefix="blocks-")
    follow(note_blocks, folder)
    return Path(folder)


@pytest.fixture(autouse=True)
def _nothing_in_shared_memory(noted: Path) -> Iterator[None]:
    """Have each check leave no name in shared memory."""
    forget(noted)
    yield
    names = left(noted)
    if names:
        blocks = "a block" if len(names) == 1 else f"{len(names)} blocks"
        raise Finding(
            Verdict.LEAKED,
            f"left behind when all calls had returned: {blocks} of shared memory ({names[0].strip('/')}) "
            "that nobody unlinked",
        )


def expected(values: Sequence[int], buckets: int) -> list[int]:
    """Count one after the other."""
    counts = [0] * buckets
    for value in values:
        counts[value % buckets] += 1
    return counts


def must_count(attempt: ModuleType, values: Sequence[int], buckets: int, workers: int) -> None:
    """Compare one call, types included."""
    seen, right = attempt.histogram(values, buckets, workers), expected(values, buckets)
    if exactly(seen, right):
        return
    call = f"histogram({_short(values)}, {buckets}, {workers})"
    assert type(seen) is list, f"{call} returned {_short(seen)}, which is no list"
    assert len(seen) == buckets, f"{call} returned {len(seen)} counts"
    assert all(type(count) is int for count in seen), f"{call} returned {_short(seen)}: not all are ints"
    lost = "" if sum(seen) == len(values) else f": {sum(seen)} counted of {len(values)}"
    raise AssertionError(f"{call} returned {_short(seen)}, expected {_short(right)}{lost}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:50]}..."


def must_work(attempt: ModuleType, method: str) -> None:
    """Count a little under ``method``; what it cannot pickle or find there makes it crash."""
    try:
        must_count(attempt, [5, 7, 7, -1, 12, 6, 30], 3, 1)
        for workers, buckets in ((2, 40), (3, 37)):
            must_count(attempt, [5, 7, -1, 12, 6, 30], buckets, workers)
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise Finding(Verdict.CRASHED, f"under {method}: {type(error).__name__}: {error}") from error


def test_counts(attempt: ModuleType) -> None:
    """Every value is counted in its bucket, for 1, 2, 3 and 7 workers, however many values there are."""
    must_count(attempt, [4, 4, 4, 4, 4], 5, 1)
    must_count(attempt, list(range(1_000)), 7, 1)
    must_count(attempt, [0, 1, 2, 3, 4, 5, 6], 7, 2)
    must_count(attempt, [7 * n % 101 for n in range(31)], 101, 3)
    must_count(attempt, [7 * n % 101 for n in range(50)], 101, 7)


def test_large_counts(attempt: ModuleType) -> None:
    """A count may be larger than what two bytes hold."""
    must_count(attempt, [3] * 70_000 + [4], 5, 1)


def test_values_drawn_anew(attempt: ModuleType, rng: random.Random) -> None:
    """Values that nobody has seen before are counted right, by one worker and by two."""
    must_count(attempt, rng.choices(range(-1_000, 1_000), k=200), rng.randint(5, 50), 1)
    spread = [bucket + 101 * rng.randrange(-1_000, 1_000) for bucket in rng.sample(range(101), 40)]
    must_count(attempt, spread, 101, 2)


def test_no_values(attempt: ModuleType) -> None:
    """Without values all counts are 0."""
    must_count(attempt, [], 4, 2)
    must_count(attempt, (), 1, 1)


def test_more_workers_than_values(attempt: ModuleType) -> None:
    """Workers that have nothing to count are no trouble."""
    must_count(attempt, [3], 2, 4)
    must_count(attempt, [3, 8, 9], 10, 4)


def test_one_bucket(attempt: ModuleType) -> None:
    """With one bucket all values are in it."""
    must_count(attempt, [9, -9, 0, 1, 2], 1, 1)
    must_count(attempt, [-9], 1, 2)


def test_any_int(attempt: ModuleType) -> None:
    """Negative and huge values have the remainder that Python's `%` gives."""
    must_count(attempt, [-1, -7, -8, 2**70, -(2**70) - 1, 10**30, True, 3], 14, 2)


def test_any_sequence(attempt: ModuleType) -> None:
    """A tuple and a range are as good as a list, and the values stay as they are."""
    must_count(attempt, tuple(range(50)), 50, 2)
    must_count(attempt, range(-20, 40, 3), 61, 2)
    values = [5, 1, 4, 2, 3]
    must_count(attempt, values, 7, 2)
    assert values == [5, 1, 4, 2, 3], f"the list of values was changed to {values}"


def test_called_again(attempt: ModuleType) -> None:
    """A second call starts from nothing."""
    for _ in range(2):
        must_count(attempt, [0, 1, 2, 3, 4, 5, 6], 7, 2)
        must_count(attempt, [1, 2, 3], 6, 2)


def test_under_fork(attempt: ModuleType, start_method: Callable[[str], bool]) -> None:
    """It works where children are forked."""
    if start_method("fork"):
        must_work(attempt, "fork")


def test_under_spawn(attempt: ModuleType, start_method: Callable[[str], bool]) -> None:
    """It works where children are spawned: they import the module and inherit nothing else."""
    if start_method("spawn"):
        must_work(attempt, "spawn")


def test_under_forkserver(attempt: ModuleType, start_method: Callable[[str], bool]) -> None:
    """It works where children come from a fork server, Python 3.14's default on Linux."""
    if start_method("forkserver"):
        must_work(attempt, "forkserver")


def test_workers_count_at_the_same_time(attempt: ModuleType) -> None:
    """`workers` processes count at the same time, none of them the caller, and no lock keeps them apart."""
    meeting = Meeting(3)
    # what they count is left out of it: whether processes that do meet lose counts is a matter of schedules
    meeting.beside(lambda values: attempt.histogram(values, 4, 3), meeting.numbers(60_000))
    me = os.getpid()
    mine = {thread for process, thread in meeting.together if process == me}
    others = {process for process, _ in meeting.together if process != me}
    if mine and not others:
        if mine == {threading.main_thread().native_id}:
            raise Finding(Verdict.SLOW, "the calling process counted alone, no other one with it")
        raise Finding(
            Verdict.WRONG_TOOL,
            "threads of the calling process counted, and no other process: the GIL lets one run at a time",
        )
    assert not mine, f"the calling process counted, beside {len(others)} others: it should leave it to them"
    assert len(others) <= 3, f"{len(others)} processes counted at the same time, with workers=3"
    if others and len(others) < 3:
        raise Finding(
            Verdict.SLOW,
            f"of 3 workers, {len(others)} could count at a time: while one was held up in a `%`, no other "
            "one came to count, though there were values for all",
        )


def test_counts_do_not_travel(attempt: ModuleType) -> None:
    """The counts come back in shared memory: a row of them is not sent to the caller."""
    values = sorted(random.Random(20).choices(range(MANY), k=4 * MANY))  # noqa: S311  the same every time
    attempt.histogram(values, MANY, 4)  # modules that are imported late have been read now
    traffic = Traffic()
    before = traffic.so_far()
    attempt.histogram(values, MANY, 4)
    read = max(now - then for now, then in zip(traffic.so_far(), before, strict=True))
    assert read <= MOST_READ, (
        f"the caller read {read:,} bytes while {MANY:,} buckets were counted by 4 workers; in shared memory "
        "the counts are there without being sent"
    )
