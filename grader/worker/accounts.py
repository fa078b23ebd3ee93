"""What the rounds come to, in words, charts and figures; nothing is decided here.

The words are what a pass rests on, or what stands beside a cause; the charts are the report's evidence;
the figures are pytest-benchmark's own JSON, for whoever reads a check again later.
"""

from __future__ import annotations

import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pytest_benchmark.stats import Metadata

from grader.measure.paired import Estimate, estimate
from grader.verdict import Bar, Bars
from grader.worker.spread import parallel_threads, threaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_benchmark.fixture import BenchmarkFixture

    from grader.measure.machine import Machine
    from grader.verdict import Evidence
    from grader.worker.spread import Limits, Trio


def ratios(rounds: Sequence[Trio]) -> tuple[Estimate, Estimate, Estimate]:
    """Wall times, paired by round: submission and reference in units of serial, and one of the other."""
    with_control = [(trio, trio.reference) for trio in rounds if trio.reference]
    return (
        estimate([trio.submission.wall / trio.baseline.wall for trio in rounds]),
        estimate([good.wall / trio.baseline.wall for trio, good in with_control]),
        estimate([trio.submission.wall / good.wall for trio, good in with_control]),
    )


def clock(rounds: Sequence[Trio], limit: Limits) -> str:
    """Say what the wall clock showed, and whether it can be believed; it never decides alone."""
    own, good, _ = ratios(rounds)
    said = f"wall time against serial {own}, reference {good.median:.2f}"
    if not _believable(good, limit):
        said += "; the clock decides nothing here: even the reference hardly gains on this machine right now"
    return said


def _believable(good: Estimate, limit: Limits) -> bool:
    """Whether known-good and known-bad differ enough for the clock to tell them apart."""
    return good.median * limit.separation <= 1.0


def of_spread(rounds: Sequence[Trio], limit: Limits, here: Machine) -> str:
    """What was seen of CPU-bound work on a machine like ``here``."""
    last = rounds[-1]
    usage = last.submission
    noun, overlap = "processes", usage.overlap
    if threaded(usage):
        noun, overlap = "threads", usage.thread_overlap
    said = (
        f"{usage.overhead(last.baseline.total):.2f} x the serial CPU, the busiest process had "
        f"{usage.share(usage.busiest):.0%} of it, two {noun} worked together {overlap:.0%} of the time; "
        f"{clock(rounds, limit)}"
    )
    if not last.gil:
        said += "; this Python runs without the GIL, so threads are a right tool, too"
    if here.usable < limit.workers:
        cores = "core" if here.usable <= 1 else "cores"
        said += (
            f"; {here.usable:g} {cores} may be used here, so {limit.workers} workers cannot be faster, "
            "and what they had to do at the same time is what counts"
        )
    return said


def of_flight(rounds: Sequence[Trio], limit: Limits) -> str:
    """What was seen of work that waits."""
    return f"{rounds[-1].peak} calls in flight at once; {clock(rounds, limit)}"


def charts_of_flight(rounds: Sequence[Trio], limit: Limits) -> tuple[Evidence, ...]:
    """Draw how many calls waited together, how long it took, and the processes where there were several."""
    last = rounds[-1]
    rows = (
        Bar("asked for", float(limit.workers)),
        Bar("reference", float(last.good_peak)),
        Bar("this one", float(last.peak)),
    )
    waited = Bars("calls in flight at once, at the server", "", rows)
    if last.submission.peak_processes > 1:
        return waited, last.submission.bars("in which processes")
    return waited, _took(rounds, limit)


def charts(rounds: Sequence[Trio], limit: Limits) -> tuple[Evidence, ...]:
    """Draw who did the work, what overlapped, and how long it took beside the other two."""
    trio = rounds[-1]
    last = trio.submission
    overlapped = "what overlapped"
    if threaded(last) and not parallel_threads(trio):
        overlapped = "when each was at work; threads hand the GIL on too often to draw every turn"
    return last.bars("who did the work"), last.gantt(overlapped), _took(rounds, limit)


def _took(rounds: Sequence[Trio], limit: Limits) -> Bars:
    own, good, against = ratios(rounds)
    took = "how long it took, in units of the serial version"
    if not _believable(good, limit):
        took += " (hardly a gain even for the reference, so on this machine it says nothing now)"
    rows = (
        Bar("serial", 1.0, "one after the other"),
        Bar("reference", round(good.median, 3), _interval(good)),
        Bar("this one", round(own.median, 3), f"{_interval(own)}; {against.median:.2f} x the reference"),
    )
    return Bars(took, "x", rows)


def _interval(ratio: Estimate) -> str:
    if ratio.rounds == 1:
        return "one round"
    return f"{ratio.low:.2f} to {ratio.high:.2f} in {ratio.rounds} rounds"


def figures(
    benchmark: BenchmarkFixture, times: dict[str, list[float]], rounds: Sequence[Trio], here: Machine
) -> dict[str, Any]:
    """Give what ``pytest-benchmark --benchmark-json`` writes, one benchmark per role, usage included."""
    timed: Any = benchmark.stats
    made = []
    for role, seconds in times.items():
        one = Metadata(benchmark, 1, timed.options)  # type: ignore[no-untyped-call]  # it has no types
        one.name, one.fullname = f"{one.name}[{role}]", f"{one.fullname}[{role}]"
        for second in seconds:
            one.update(second)  # type: ignore[no-untyped-call]  # the same
        used = [getattr(trio, role) for trio in rounds]
        one.extra_info = {
            "usage": [
                {key: value for key, value in asdict(usage).items() if key not in {"processes", "threads"}}
                | {
                    "total": usage.total,
                    "processes": [
                        {"pid": p.number, "cpu": p.cpu, "memory": p.memory} for p in usage.processes
                    ],
                    "threads": [{"thread": t.number, "cpu": t.cpu} for t in usage.threads],
                }
                for usage in used
                if usage
            ]
        }
        made.append(one.as_dict())  # type: ignore[no-untyped-call]  # the same
    return {
        "machine_info": {
            "system": platform.system(),
            "release": platform.release(),
            "machine": platform.machine(),
            "python_implementation": platform.python_implementation(),
            "python_version": platform.python_version(),
            "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else [],
            **asdict(here),
            "usable": here.usable,
        },
        "commit_info": {},
        "benchmarks": made,
        "datetime": datetime.now(UTC).isoformat(),
        "version": version("pytest-benchmark"),
    }
