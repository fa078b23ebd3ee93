"""The stage ``benchmark``: who did the work and what overlapped, measured from outside.

For authors of suites. ``tests/katas/<id>/benchmark.py`` is two things at once: the pytest module with
the checks, and the **baseline**, so it defines the kata's interface itself, serially. The reference is
``solutions/<id>/reference.py``. The functions that a check hands over run in runner processes, one per
module; their first parameter is the module under test (baseline, reference or submission), all other
arguments and what they return must be plain data (None, bool, int, float, str, bytes, list, dict)::

    def count_primes(limit, workers):            # the baseline: same interface, no concurrency
        return sum(map(is_prime, range(limit)))

    def count(kata, limit):                      # runs in a runner
        return kata.count_primes(limit, 2)

    def test_work_is_spread(bench):
        '''The counting is spread evenly over `workers` processes that work at the same time.'''
        bench.cpu(count, size=20_000)

The suite itself runs in the worker, which never imports the submission; keep its imports few, because
runners and spawned children import it, too. The fixture ``bench`` has two methods. Each ends the check:
it passes, or the verdict, its cause and the evidence are handed over.

``bench.cpu(call, *arguments, size, method="", workers=None, sent=0, memory=0)``:
``call(module, size, *arguments)`` is CPU-bound. ``size`` is where calibration starts (some 0.05 s of
serial work); it is grown until the baseline needs ``serial_seconds`` of CPU. ``method`` is the start
method that the runners set as default ("": Python's own); the job's option of that name goes before it.
Verdicts: ``wrong_tool`` for threads
that the GIL keeps from running, ``slow`` for work that is not spread, uneven, one after the other or
dearer than ``overhead``, ``wrong`` for another value than the baseline's, a caller that does the work
itself, or too many workers. ``sent`` bounds the bytes that the whole tree writes, through pipes, queues
and sockets and to files (``slow`` beyond; memory that is shared or mapped is no writing, and the
runner's own answer is left out), ``memory`` the bytes of anonymous memory that one process has beyond a
bare one (``wrong`` beyond); 0 bounds nothing.

``bench.io(call, *arguments, workers, peak)``: ``call(module, *arguments)`` waits for others. ``peak()``
is the suite's: it returns how many calls were inside its server or stub at most since it was last
asked (``grader.measure.InFlight`` and ``Rendezvous`` count, also behind a server of its own; a process
that the suite starts before the call is not taken for the submission's). Verdicts: ``wrong_tool`` for
child processes, ``slow`` for fewer than ``workers`` at once, ``wrong`` for more, or another value than
the baseline's. The reference must reach ``workers`` in the same round, or the check is inconclusive.

What one call is made of, for suites that ask more of it (all from ``grader.measure``):

- ``WorkLog`` and ``logged(path, item)``: where the suite hands out the work function, it logs item,
  process, thread, start and end into a file, in whatever process it runs; ``worklog.peak`` and
  ``worklog.met_across_processes`` say what overlapped. The path is a string, so pass it as an argument.
- ``InFlight``, ``Rendezvous``: who is inside a stub of one process, and proof that so many can be.
- ``Meter``: a ``Usage`` of any process tree: CPU per process and thread, ended ones included, overlap of
  work (``overlap`` is 0 where a lock is held round the work), ``sent``, ``grown`` (memory), peaks.

Both run paired rounds (baseline, reference, submission in random order) under pytest-benchmark's clock
and stop as soon as the answer is clear (a round after one without any blemish goes without the reference,
which is there to control blame); see ``spread.py`` for the verdict and ``Limits`` for ``[benchmark]``
in ``kata.toml``. What was measured goes into the result's ``figures``, and so into ``--json`` and the
history; ``grader verify --calibrate KATA`` shows them for every answer and proposes limits.
Any check may also raise ``grader.worker.findings.Finding``.
"""

from __future__ import annotations

import random
import sys
import traceback
from collections.abc import Callable  # noqa: TC003  pytest resolves annotations of fixtures
from dataclasses import dataclass
from functools import partial
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from pytest_benchmark.fixture import BenchmarkFixture  # noqa: TC002  the same

from grader.measure import become_subreaper
from grader.measure.machine import machine
from grader.verdict import CheckResult, Evidence, Text, Verdict
from grader.worker import accounts
from grader.worker.findings import hand_over
from grader.worker.flight import judge_flight, measures_of_flight
from grader.worker.lineup import RUNAWAY, Decided, Lineup, Task, must_agree, never
from grader.worker.rounds import More, Paired
from grader.worker.spread import GROWTH, Judgement, Limits, Trio, is_free, judge, limits, measures

if TYPE_CHECKING:
    from grader.measure import Meter
    from grader.protocol import Job
    from grader.worker.channel import Channel

_STEPS = 12  # of calibration
_TELLING = 0.05  # CPU seconds of serial work by which a submission that is cheap for good can be told
_STARTS = 4.0  # times what starting the workers costs is the least work: a share of it must not drown


@dataclass(frozen=True)
class _Found:
    """What the rounds came to, and the rounds."""

    judgement: Judgement
    rounds: tuple[Trio, ...]


class Bench:
    """The fixture ``bench``; see the head of the module."""

    def __init__(
        self,
        stage: Benchmark,
        benchmark: BenchmarkFixture,
        item: pytest.Item,
        progress: Callable[[str], None],
    ) -> None:
        self._lineup = stage.lineup
        self._limits = stage.limits
        self._order = stage.order
        self._method = stage.method
        self._machine = stage.machine
        self._serial = 0.0  # CPU seconds of the baseline, for what the submission is doing
        self._benchmark = benchmark
        self._finish = partial(hand_over, item)
        self._progress = progress

    def cpu(  # noqa: PLR0913  keywords of which a suite names what it needs
        self,
        call: Callable[..., object],
        *arguments: object,
        size: int,
        method: str = "",
        workers: int | None = None,
        sent: int = 0,
        memory: int = 0,
    ) -> None:
        """Judge CPU-bound work."""
        limit, chosen = self._with(workers), self._method or method
        limit = msgspec.structs.replace(limit, sent=sent or limit.sent, memory=memory or limit.memory)
        self._conclude(lambda: self._cpu(lambda n: Task(call.__name__, (n, *arguments), chosen), size, limit))

    def io(
        self, call: Callable[..., object], *arguments: object, workers: int, peak: Callable[[], int]
    ) -> None:
        """Judge work that waits."""
        limit = self._with(workers)
        self._conclude(lambda: self._io(Task(call.__name__, arguments), limit, peak))

    def _with(self, workers: int | None) -> Limits:
        """Give the limits for so many workers; a share that was set for others is not theirs."""
        if workers in {None, self._limits.workers}:
            return self._limits
        return msgspec.structs.replace(self._limits, workers=workers, busiest=0.0)

    def _conclude(self, decide: Callable[[], CheckResult]) -> None:
        try:
            result = decide()
        except Decided as decided:
            self._benchmark.skipped = True  # it may not have been used at all, which it would warn of
            result = _result(decided.verdict, decided.cause, evidence=decided.evidence)
            if decided.usage is not None and self._serial:
                measured = [{"overhead": decided.usage.overhead(self._serial)}]
                figures = {"measures": measured, "limits": _plain(self._limits)}
                result = msgspec.structs.replace(result, figures=figures)
        except Exception as error:  # noqa: BLE001  the submission runs elsewhere: what fails here is our own fault
            self._benchmark.skipped = True
            told = "".join(traceback.format_exception(error))
            cause = f"the benchmark failed: {type(error).__name__}: {error}"
            result = _result(Verdict.GRADER_ERROR, cause, evidence=(Text("traceback", told),))
        self._finish(result)

    def _cpu(self, task: Callable[[int], Task], size: int, limit: Limits) -> CheckResult:
        self._progress("sizing the work")
        size, serial, cheap = self._size(task, size, limit)
        if cheap is not None:
            self._benchmark.skipped = True  # else it warns that it was not used
            return cheap

        def verdict(rounds: list[Trio]) -> _Found | More:
            self._progress(f"round {len(rounds)}")
            if all(is_free(trio.submission, trio.baseline, limit) for trio in rounds):
                judgement = Judgement(Verdict.PASSED) if len(rounds) >= limit.rounds else Judgement(None)
            else:
                judgement = judge(rounds, limit)
            return _Found(judgement, tuple(rounds)) if judgement.verdict else More(judgement.control)

        paired = Paired(self._lineup, task(size), verdict, order=self._order, enough=_runaway(serial))
        found = paired.run(self._benchmark, limit.most_rounds)
        if found is None:
            return _result(Verdict.INCONCLUSIVE, "the rounds ended without a judgement; try again")
        seen = accounts.of_spread(found.rounds, limit, self._machine)
        drawn, measured = accounts.charts(found.rounds, limit), [measures(trio) for trio in found.rounds]
        return self._told(found, seen, drawn, limit, paired.times, measured)

    def _size(
        self, task: Callable[[int], Task], size: int, limit: Limits
    ) -> tuple[int, float, CheckResult | None]:
        """Grow the work until it costs what it should; a submission that stays cheap has its result here."""
        limit = msgspec.structs.replace(limit, serial_seconds=self._least_work(task(size // 1000 + 1), limit))
        size, serial, small, small_serial = self._calibrate(task, size, limit)
        self._serial = small_serial
        _, probe = self._lineup.play("submission", task(small), _runaway(small_serial, spare=1.0))
        self._serial = serial
        if probe.usage.total >= 0.75 * small_serial:
            return size, serial, None
        _, full = self._lineup.play("submission", task(size), _runaway(serial))
        if full.usage.total >= limit.free_seconds:
            return size, serial, None
        growth = min(GROWTH, 1.2 * limit.serial_seconds / max(full.usage.total, 0.01))
        large = int(size * growth ** (1 / _power((small, small_serial), (size, serial))))
        good, control = self._lineup.play("reference", task(large), never)
        own, last = self._lineup.play("submission", task(large), never)
        must_agree(own.value, good.value)
        if not is_free(last.usage, control.usage, limit):
            return large, serial * growth, None
        return (
            large,
            serial * growth,
            _result(
                Verdict.PASSED,
                rests_on=f"no process was needed: {last.usage.total:.2f} CPU seconds for what the serial "
                f"version does in {serial * growth:.1f}; judged on its results",
                evidence=(last.usage.bars("who did the work"),),
            ),
        )

    def _least_work(self, nothing: Task, limit: Limits) -> float:
        """Give the CPU seconds that serial work must take; ``nothing`` to do leaves what starting costs."""
        if (nothing.method or self._machine.start_method) == "fork":  # some hundredths
            return limit.serial_seconds
        _, played = self._lineup.play("reference", nothing, never)
        return max(limit.serial_seconds, _STARTS * played.usage.total)

    def _calibrate(
        self, task: Callable[[int], Task], size: int, limit: Limits
    ) -> tuple[int, float, int, float]:
        """Give the size at which the baseline costs ``serial_seconds``, and a smaller one that was tried.

        Both with their cost; that of the first is extrapolated, the rounds measure it anyway.
        """
        goal = 1.05 * limit.serial_seconds
        tried: list[tuple[int, float]] = []
        for _ in range(_STEPS):
            _, played = self._lineup.play("baseline", task(size), never)
            cost = max(played.usage.total, 0.01)
            tried.append((size, cost))
            power = _power(tried[-2], tried[-1]) if len(tried) > 1 else 1.5
            growth = goal / cost
            if growth < 4 and (len(tried) > 1 or growth <= 1):  # noqa: PLR2004  near enough to extrapolate
                small, small_cost = next((one for one in tried if one[1] >= _TELLING), tried[-1])
                return int(size * growth ** (1 / power)), goal, small, small_cost
            size = max(size + 1, int(size * min(growth / 3.6, 8.0) ** (1 / power)))
        raise Decided(
            Verdict.GRADER_ERROR,
            f"the baseline's work does not grow with its size: {tried[-1][1]:.2f} CPU seconds at {size}",
        )

    def _io(self, task: Task, limit: Limits, peak: Callable[[], int]) -> CheckResult:
        def verdict(rounds: list[Trio]) -> _Found | More:
            self._progress(f"round {len(rounds)}")
            judgement = judge_flight(rounds, limit)
            return _Found(judgement, tuple(rounds)) if judgement.verdict else More()

        paired = Paired(self._lineup, task, verdict, order=self._order, peak=peak)
        found = paired.run(self._benchmark, limit.most_rounds)
        if found is None:
            return _result(Verdict.INCONCLUSIVE, "the rounds ended without a judgement; try again")
        seen, drawn = accounts.of_flight(found.rounds, limit), accounts.charts_of_flight(found.rounds, limit)
        measured = [measures_of_flight(trio) for trio in found.rounds]
        return self._told(found, seen, drawn, limit, paired.times, measured)

    def _told(  # noqa: PLR0913, PLR0917  what a result is made of
        self,
        found: _Found,
        seen: str,
        drawn: tuple[Evidence, ...],
        limit: Limits,
        times: dict[str, list[float]],
        measured: list[dict[str, float]],
    ) -> CheckResult:
        """Put the figures where they belong: what a pass rests on, or beside the cause."""
        judgement = found.judgement
        passed = judgement.verdict is Verdict.PASSED
        return _result(
            judgement.verdict or Verdict.GRADER_ERROR,
            cause=judgement.cause,
            rests_on=seen if passed else f"structure, {seen}",
            evidence=drawn,
            figures={
                "limits": _plain(limit),
                "measures": measured,
                "benchmark": accounts.figures(self._benchmark, times, found.rounds, self._machine),
            },
        )


def _result(
    verdict: Verdict,
    cause: str = "",
    *,
    rests_on: str = "",
    evidence: tuple[Evidence, ...] = (),
    figures: dict[str, Any] | None = None,
) -> CheckResult:
    return CheckResult(
        check="",
        sentence="",
        verdict=verdict,
        cause=cause,
        rests_on=rests_on,
        evidence=evidence,
        figures=figures or msgspec.UNSET,
    )


def _plain(limit: Limits) -> dict[str, Any]:
    table: dict[str, Any] = msgspec.to_builtins(limit)
    return table | {"busiest": limit.most}


def _runaway(serial: float, spare: float = 0.5) -> Callable[[Meter], bool]:
    """Stop a call that spends far more than the ``serial`` CPU seconds, and ``spare`` ones for its start."""
    return lambda meter: meter.spent > RUNAWAY * serial + spare


def _power(one: tuple[int, float], other: tuple[int, float]) -> float:
    """Give the exponent of growth between two (size, cost), kept within reason."""
    if other[0] <= one[0] or other[1] <= one[1]:
        return 1.5
    return min(3.0, max(0.8, log(other[1] / one[1]) / log(other[0] / one[0])))


class Benchmark:
    """The fixture of the stage."""

    def __init__(self, job: Job, channel: Channel) -> None:
        self._progress = channel.progress
        self.limits = limits(dict(job.limits))
        self.lineup = Lineup(job)
        self.method = str(job.options.get("method", ""))
        self.machine = machine()
        seed = job.options.get("seed")
        self.order = random.Random(seed if isinstance(seed, int) else None)  # noqa: S311  an order, no secret

    @pytest.fixture
    def bench(self, request: pytest.FixtureRequest, benchmark: BenchmarkFixture) -> Bench:
        """Give a check its measuring."""
        return Bench(self, benchmark, request.node, partial(self._progress, request.node.name))

    def confine(self) -> None:
        """Leave this process its rights: only runners execute the submission, and lose theirs."""


def plugin(job: Job, channel: Channel) -> Benchmark:
    """Make the stage's pytest plugin; from here on orphans of the runners are ours."""
    become_subreaper()
    sys.path.append(str(Path(job.suite).parent))
    return Benchmark(job, channel)
