"""The verdict on CPU-bound work, from figures alone: every tool, with and without a GIL, and the limits."""

from __future__ import annotations

import dataclasses

import pytest

from grader.measure import Usage, Worker
from grader.measure.machine import Machine
from grader.verdict import Bars, Gantt, Verdict
from grader.worker.accounts import charts, charts_of_flight, clock, of_spread
from grader.worker.flight import judge_flight
from grader.worker.spread import Judgement, Limits, Trio, is_free, judge

LIMITS = Limits()
SERIAL = Usage(wall=1.0, processes=(Worker(1, 1.0, caller=True),), threads=(Worker(1, 1.0, caller=True),))


def processes(*cpu: float, caller: float = 0.02, overlap: float = 0.9, wall: float = 0.6) -> Usage:
    """A caller and children with that much CPU."""
    workers = tuple(Worker(10 + i, seconds) for i, seconds in enumerate(cpu))
    return Usage(
        wall=wall,
        processes=(Worker(1, caller, caller=True), *workers),
        threads=(Worker(10, max(cpu)),),
        overlap=overlap,
        at_once=len(cpu) if overlap else 1,
        peak_processes=1 + len(cpu),
    )


def threads(*cpu: float, overlap: float, wall: float = 1.0) -> Usage:
    """One process, its main thread idle, and threads with that much CPU."""
    workers = tuple(Worker(20 + i, seconds) for i, seconds in enumerate(cpu))
    return Usage(
        wall=wall,
        processes=(Worker(1, sum(cpu), caller=True),),
        threads=(Worker(1, 0.0, caller=True), *workers),
        thread_overlap=overlap,
        peak_threads=1 + len(cpu),
    )


GOOD = processes(0.5, 0.5)


def verdict(usage: Usage, *, rounds: int = 2, good: Usage = GOOD, **flags: bool) -> Judgement:
    """Judge rounds that all look the same."""
    return judge([Trio(SERIAL, good, usage, **flags)] * rounds, LIMITS)


def test_two_even_processes_pass() -> None:
    """Half each, at the same time."""
    assert verdict(GOOD).verdict is Verdict.PASSED


def test_one_round_decides_nothing() -> None:
    """Neither way: a second round must agree."""
    assert verdict(GOOD, rounds=1).verdict is None
    assert verdict(SERIAL, rounds=1).verdict is None


@pytest.mark.parametrize(
    ("usage", "expected", "said"),
    [
        (SERIAL, Verdict.SLOW, "one process did 100% of the work, the one that made the call"),
        (
            processes(0.9, 0.1, overlap=0.2),
            Verdict.SLOW,
            "one process did 88% of the work: it is spread uneven",
        ),
        (processes(0.5, 0.5, overlap=0.05), Verdict.SLOW, "one after the other"),
        (processes(1.2, 1.2), Verdict.SLOW, "2.4 CPU seconds in 3 processes"),
        (processes(0.5, caller=0.5, overlap=0.0), Verdict.WRONG, "the calling process did 50%"),
        (processes(0.25, 0.25, 0.25, 0.25), Verdict.WRONG, "4 processes worked at once; at most 2"),
        (
            threads(0.25, 0.25, 0.25, 0.25, overlap=0.3),
            Verdict.WRONG_TOOL,
            "4 threads, one process, 1.0 CPU: the GIL",
        ),
    ],
)
def test_wrong_structures_are_named(usage: Usage, expected: Verdict, said: str) -> None:
    """Each mistake gets its verdict and its sentence."""
    found = verdict(usage)
    assert found.verdict is expected
    assert said in found.cause


@pytest.mark.parametrize(
    ("own", "known", "free"),
    [
        (0.02, 1.0, True),
        (0.02, 0.4, True),
        (0.45, 4.0, True),
        (0.35, 1.0, False),  # three times cleverer is still work to be spread, were there more of it
        (0.45, 0.45, False),  # the processor is quicker than when the work was sized
        (0.60, 8.0, False),
    ],
)
def test_what_needs_no_process_costs_little_beside_the_serial_version(
    own: float,
    known: float,
    free: bool,  # noqa: FBT001  a column of the table
) -> None:
    """Few CPU seconds are not enough: on a processor that has become quicker, everybody has few."""
    assert is_free(threads(own, overlap=0.0), threads(known, overlap=0.0), LIMITS) is free


def test_a_round_without_blemish_asks_for_no_control() -> None:
    """The reference is there to control blame: without any the next round goes without it, else with it."""
    assert not verdict(GOOD, rounds=1).control
    assert verdict(processes(0.85, 0.15), rounds=1).control
    assert judge([Trio(SERIAL, GOOD, GOOD), Trio(SERIAL, None, GOOD)], LIMITS).verdict is Verdict.PASSED


def test_nobody_is_condemned_without_the_control() -> None:
    """Negative control: a round without the reference is no evidence against a submission."""
    uneven = processes(0.85, 0.15)
    found = judge([Trio(SERIAL, GOOD, GOOD), Trio(SERIAL, None, uneven)], LIMITS)
    assert found.verdict is None
    assert found.control
    assert judge([Trio(SERIAL, None, uneven)] * 6, LIMITS).verdict is Verdict.INCONCLUSIVE


def test_bytes_are_limited_where_the_kata_says_so() -> None:
    """Data sent to and fro is slow beyond the limit, free without one, and open where nobody counts."""
    talks = dataclasses.replace(GOOD, sent=2**20)
    silent, unknown = dataclasses.replace(GOOD, sent=2**10), dataclasses.replace(GOOD, sent=None)
    limit = Limits(sent=2**16)
    found = judge([Trio(SERIAL, silent, talks)] * 2, limit)
    assert found.verdict is Verdict.SLOW
    assert "1.0 MiB" in found.cause
    assert judge([Trio(SERIAL, silent, silent)] * 2, limit).verdict is Verdict.PASSED
    assert judge([Trio(SERIAL, silent, talks)] * 2, LIMITS).verdict is Verdict.PASSED
    found = judge([Trio(SERIAL, unknown, unknown)] * 6, limit)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "cannot be known on this system" in found.cause


def test_memory_is_limited_where_the_kata_says_so() -> None:
    """One process with more memory than allowed is wrong; the sum over many small ones is not."""

    def with_memory(*each: int) -> Usage:
        workers = tuple(
            dataclasses.replace(worker, memory=memory)
            for worker, memory in zip(GOOD.processes[1:], each, strict=True)
        )
        return dataclasses.replace(GOOD, processes=(GOOD.processes[0], *workers), memory_before=10 << 20)

    limit = Limits(memory=64 << 20)
    found = judge([Trio(SERIAL, GOOD, with_memory(200 << 20, 20 << 20))] * 2, limit)
    assert found.verdict is Verdict.WRONG
    assert "190 MiB" in found.cause
    assert judge([Trio(SERIAL, GOOD, with_memory(60 << 20, 60 << 20))] * 2, limit).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("workers", "shares", "expected"),
    [
        (2, (0.62, 0.38), Verdict.PASSED),
        (2, (0.72, 0.28), Verdict.SLOW),
        (3, (0.34, 0.33, 0.33), Verdict.PASSED),
        (3, (0.46, 0.27, 0.27), Verdict.PASSED),
        (3, (0.55, 0.25, 0.2), Verdict.SLOW),
        (4, (0.25, 0.25, 0.25, 0.25), Verdict.PASSED),
        (4, (0.5, 0.2, 0.2, 0.1), Verdict.SLOW),
    ],
)
def test_the_largest_share_depends_on_the_workers(
    workers: int, shares: tuple[float, ...], expected: Verdict
) -> None:
    """Of two at most 0.65, of three at most 0.5, and so on, where the kata sets nothing else."""
    limit, even = Limits(workers=workers), processes(*[1 / workers] * workers)
    assert judge([Trio(SERIAL, even, processes(*shares))] * 2, limit).verdict is expected


def test_just_beyond_the_limit_is_not_condemned() -> None:
    """Where a share lies at the limit itself nobody can tell; most rounds within it pass."""
    within, beyond = processes(0.63, 0.37), processes(0.68, 0.32)
    assert judge([Trio(SERIAL, GOOD, beyond)] * 2, LIMITS).verdict is None
    assert judge([Trio(SERIAL, GOOD, beyond)] * 6, LIMITS).verdict is Verdict.INCONCLUSIVE
    assert judge([Trio(SERIAL, GOOD, each) for each in (within, beyond)], LIMITS).verdict is Verdict.PASSED
    assert judge([Trio(SERIAL, GOOD, within)] * 2, LIMITS).verdict is Verdict.PASSED


def test_threads_without_a_gil_are_right() -> None:
    """The flag of the runner decides, asked after the import; an idle and a loaded machine alike."""
    assert verdict(threads(0.5, 0.5, overlap=0.9, wall=0.5), gil=False).verdict is Verdict.PASSED
    assert verdict(threads(0.5, 0.5, overlap=0.9, wall=4.0), gil=False).verdict is Verdict.PASSED
    assert verdict(threads(0.5, 0.5, overlap=0.9)).verdict is Verdict.WRONG_TOOL


def test_threads_without_a_gil_must_overlap_and_be_even() -> None:
    """Negative control: no GIL does not make a lock around all, or an uneven share, right."""
    assert verdict(threads(0.5, 0.5, overlap=0.0), gil=False).verdict is Verdict.SLOW
    assert verdict(threads(0.9, 0.1, overlap=0.4), gil=False).verdict is Verdict.SLOW
    assert verdict(SERIAL, gil=False).verdict is Verdict.SLOW


def test_interpreters_in_threads_are_right() -> None:
    """Threads with an interpreter each run at once although the process has a GIL."""
    assert verdict(threads(0.5, 0.5, overlap=0.9, wall=0.5), interpreters=True).verdict is Verdict.PASSED
    assert verdict(threads(0.5, 0.5, overlap=0.3), interpreters=True).verdict is Verdict.WRONG_TOOL


def test_on_one_core_structure_still_decides() -> None:
    """Time slicing makes right processes as slow as serial; they pass, and one by one does not."""
    assert verdict(processes(0.5, 0.5, wall=1.1)).verdict is Verdict.PASSED
    assert verdict(processes(0.5, 0.5, overlap=0.0, wall=1.1)).verdict is Verdict.SLOW


def test_a_reference_that_shows_nothing_condemns_nobody() -> None:
    """Where the known-good answer does not overlap either, this machine cannot decide."""
    flat = processes(0.5, 0.5, overlap=0.0)
    assert verdict(flat, good=flat, rounds=6).verdict is Verdict.INCONCLUSIVE
    assert verdict(GOOD, good=flat).verdict is Verdict.PASSED


def test_rounds_that_disagree_are_inconclusive() -> None:
    """Half of the rounds this way and half that way, to the last one."""
    good, bad = Trio(SERIAL, GOOD, GOOD), Trio(SERIAL, GOOD, processes(0.5, 0.5, overlap=0.0))
    assert judge([good, bad, good, bad], LIMITS).verdict is None
    assert judge([good, bad] * 3, LIMITS).verdict is Verdict.INCONCLUSIVE


def test_what_was_not_seen_counts_for_neither_side() -> None:
    """A third of the CPU that nobody can be named for leaves the share open, and more rounds are asked."""
    blurred = dataclasses.replace(processes(0.45, 0.2), unseen=0.35)
    assert verdict(blurred).verdict is None
    assert verdict(blurred, rounds=6).verdict is Verdict.INCONCLUSIVE


def test_dear_processes_of_the_reference_are_not_held_against_a_submission() -> None:
    """Where starting children costs the reference half a second, the submission may spend it, too."""
    dear = processes(1.05, 1.05)
    assert verdict(dear).verdict is Verdict.SLOW
    assert verdict(dear, good=processes(0.75, 0.75)).verdict is Verdict.PASSED


HERE = Machine(
    cores=8,
    affinity=8,
    quota=None,
    gil=True,
    free_threaded_build=False,
    start_method="fork",
    subreaper=True,
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"affinity": 1}, "1 core may be used here, so 2 workers cannot be faster"),
        ({"quota": 0.5}, "0.5 core may be used here, so 2 workers cannot be faster"),
        ({"quota": 1.5}, "1.5 cores may be used here, so 2 workers cannot be faster"),
        ({}, ""),
        ({"quota": 2.0}, ""),
    ],
    ids=["one core", "half a core", "one and a half", "eight cores", "two by quota"],
)
def test_a_small_machine_is_told(change: dict[str, float], said: str) -> None:
    """On one core or half a core right processes pass, and the report says why they are no faster."""
    slow = processes(0.5, 0.5, wall=1.1)
    rounds = [Trio(SERIAL, slow, slow)] * 2
    found = of_spread(rounds, LIMITS, dataclasses.replace(HERE, **change))
    assert judge(rounds, LIMITS).verdict is Verdict.PASSED
    assert "the clock decides nothing here" in found
    assert said in found
    assert bool(said) == ("may be used here" in found)


def test_a_build_without_a_gil_is_told() -> None:
    """Threads that passed because there is no GIL are told so, and counted as threads."""
    together = threads(0.5, 0.5, overlap=0.9, wall=0.5)
    found = of_spread([Trio(SERIAL, GOOD, together, gil=False)], LIMITS, HERE)
    assert "two threads worked together 90%" in found
    assert "without the GIL, so threads are a right tool, too" in found
    assert "without the GIL" not in of_spread([Trio(SERIAL, GOOD, GOOD)], LIMITS, HERE)


def test_the_charts_compare_with_serial_and_reference() -> None:
    """The ratios are drawn with their interval; a round without the reference does not count for it."""
    rounds = [Trio(SERIAL, GOOD, processes(0.5, 0.5, wall=0.9)), Trio(SERIAL, None, GOOD)]
    time = charts(rounds, LIMITS)[-1]
    assert isinstance(time, Bars)
    assert [(row.label, row.value) for row in time.rows] == [
        ("serial", 1.0),
        ("reference", 0.6),
        ("this one", 0.75),
    ]
    assert time.rows[1].note == "one round"
    assert time.rows[2].note == "0.60 to 0.90 in 2 rounds; 1.50 x the reference"


def test_charts_do_not_mislead() -> None:
    """Threads under a GIL are not said to overlap, and a clock that tells nothing is called that."""
    slow = processes(0.5, 0.5, wall=1.0)
    taking_turns = threads(0.5, 0.5, overlap=0.5)
    _, gantt, time = charts([Trio(SERIAL, slow, taking_turns)], LIMITS)
    assert isinstance(gantt, Gantt)
    assert isinstance(time, Bars)
    assert "hand the GIL on" in gantt.title
    assert "says nothing now" in time.title
    _, gantt, time = charts([Trio(SERIAL, GOOD, GOOD)], LIMITS)
    assert isinstance(gantt, Gantt)
    assert isinstance(time, Bars)
    assert gantt.title == "what overlapped"
    assert "says nothing" not in time.title


def test_on_a_busy_machine_threads_are_told_what_one_alone_would_get() -> None:
    """A third of a CPU is no sign of the GIL where the serial version got no more."""
    busy = dataclasses.replace(SERIAL, wall=3.0)
    found = judge([Trio(busy, GOOD, threads(0.5, 0.5, overlap=0.3, wall=3.0))] * 2, LIMITS)
    assert found.cause == (
        "2 threads, one process, 0.3 CPU (the serial version got no more than 0.3 here): "
        "the GIL let one run at a time"
    )


def test_waiting_is_drawn_as_calls_in_flight() -> None:
    """CPU says nothing of work that waits: the calls are drawn, and processes where there were any."""
    trio = Trio(SERIAL, GOOD, dataclasses.replace(SERIAL, wall=0.3), peak=6, good_peak=6)
    waited, took = charts_of_flight([trio], Limits(workers=6))
    assert isinstance(waited, Bars)
    assert isinstance(took, Bars)
    assert [(row.label, row.value) for row in waited.rows] == [
        ("asked for", 6.0),
        ("reference", 6.0),
        ("this one", 6.0),
    ]
    assert took.rows[2].value == 0.3
    _, who = charts_of_flight([dataclasses.replace(trio, submission=GOOD)], Limits(workers=6))
    assert isinstance(who, Bars)
    assert who.title == "in which processes"


def test_the_clock_says_when_it_cannot_be_believed() -> None:
    """A reference that is no faster than serial takes the clock its say."""
    slow = Trio(SERIAL, processes(0.5, 0.5, wall=0.9), GOOD)
    assert "decides nothing" in clock([slow], LIMITS)
    assert "decides nothing" not in clock([Trio(SERIAL, GOOD, GOOD)], LIMITS)


@pytest.mark.parametrize(
    ("usage", "peak", "good", "expected"),
    [
        (SERIAL, 2, 2, Verdict.PASSED),
        (SERIAL, 1, 2, Verdict.SLOW),
        (SERIAL, 3, 2, Verdict.WRONG),
        (GOOD, 2, 2, Verdict.WRONG_TOOL),
        (SERIAL, 1, 1, Verdict.INCONCLUSIVE),
    ],
)
def test_waiting_work_is_judged_by_calls_in_flight(
    usage: Usage, peak: int, good: int, expected: Verdict
) -> None:
    """As many as asked for, in one process; the reference shows that it can be done here."""
    rounds = [Trio(SERIAL, SERIAL, usage, peak=peak, good_peak=good)] * 6
    assert judge_flight(rounds, LIMITS).verdict is expected
