"""What one switch of the explorer costs, against the floor, and where the rest goes.

    python tests/benchmarks/switch_cost.py [--seconds 10] [TOPIC/PROGRAM ...]

The floor is what a scheduler at bytecode granularity cannot do without: one bare switch between two
greenlets, and one empty ``sys.monitoring`` INSTRUCTION callback. A *step* of ours is one arrival at a switch
point, with the decision, the bookkeeping of the search and the program's own work up to the next; every
access that two threads make is a switch point here. What an execution costs before its first step (a fresh
submission, suite and main thread) is told apart. CPU time throughout, so the figures hold under load.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from greenlet import getcurrent, greenlet

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "explore"))
import corpus

from grader.explore.scenario import Stage
from grader.explore.strategies import Uniform

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType

_EVERY = 9  # of the corpus's right programs, one in so many is measured
_PROGRAMS = ("attempt", "suite")
_LOOPS = 200_000
_SCHEDULES = 50


def main() -> None:
    """Print the floor, the cost of a step over it, and the profile."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", nargs="*", help="such as counters/no_lock; default: a selection")
    parser.add_argument("--seconds", type=float, default=10.0, help="CPU seconds for all programs")
    options = parser.parse_args()
    right = [program for program in corpus.programs() if program.is_right][::_EVERY]
    chosen = [p for p in corpus.programs() if p.name in options.programs] or right
    switch, callback = _switch(), _callback()
    floor = switch + callback
    sys.stdout.write(
        f"floor: {switch * 1e6:.3f} µs greenlet switch + {callback * 1e6:.3f} µs INSTRUCTION callback"
        f" = {floor * 1e6:.3f} µs\n\n"
        f"{'program':42} {'µs/schedule':>11} {'before 1st':>10} {'steps':>6} {'µs/step':>8} {'x floor':>8}\n"
    )
    profile: Counter[str] = Counter()
    ratios, rates = [], []
    for program in chosen:
        whole, first, steps = _measured(program, options.seconds / len(chosen), profile)
        step = (whole - first) / max(steps, 1)
        ratios.append(step / floor)
        rates.append(1 / whole)
        sys.stdout.write(
            f"{program.name:42} {whole * 1e6:11.0f} {first * 1e6:10.0f} {steps:6.1f} {step * 1e6:8.2f}"
            f" {step / floor:8.1f}\n"
        )
    ratio, rate = statistics.median(ratios), statistics.median(rates)
    sys.stdout.write(
        f"\nmedian over {len(chosen)} programs: a step costs {ratio:.1f} times the floor; "
        f"{rate:,.0f} schedules a second\n\nwhere the time goes, by module of the explorer\n"
    )
    total = sum(profile.values()) or 1
    for module, samples in profile.most_common():
        sys.stdout.write(f"{samples / total:6.1%}  {module}\n")


def _switch() -> float:
    """Seconds for one bare switch between two greenlets."""
    parent = getcurrent()

    def bounce() -> None:
        while True:
            parent.switch()

    other = greenlet(bounce)
    other.switch()
    switch = other.switch
    began = time.process_time()
    for _ in range(_LOOPS):
        switch()
    return (time.process_time() - began) / _LOOPS / 2


def _callback() -> float:
    """Seconds for one empty INSTRUCTION callback."""
    monitoring = sys.monitoring
    tool = monitoring.PROFILER_ID

    def spin() -> None:
        for _ in range(_LOOPS):
            pass

    def seen(_code: CodeType, _offset: int) -> None:
        pass

    bare = _timed(spin)
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    monitoring.use_tool_id(tool, "floor")
    try:
        monitoring.set_local_events(tool, spin.__code__, monitoring.events.INSTRUCTION)
        monitoring.register_callback(tool, monitoring.events.INSTRUCTION, count)
        spin()
        monitoring.register_callback(tool, monitoring.events.INSTRUCTION, seen)
        watched = _timed(spin)
    finally:
        monitoring.set_local_events(tool, spin.__code__, 0)
        monitoring.free_tool_id(tool)
    return (watched - bare) / counted


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _measured(program: corpus.Program, seconds: float, profile: Counter[str]) -> tuple[float, float, float]:
    """Seconds for one schedule, for what comes before its first step, and its steps."""
    stage = Stage(("attempt.py", ""), (program.path.name, program.source))
    world = stage.world
    name, arguments = corpus.test_of(program)
    scenario = stage.scenario(name, arguments, {})
    corpus.marked(program).ask(world)
    world.release_points = True
    for seed in range(_SCHEDULES):
        world.run(scenario, Uniform(seed))
        world.promoted |= {site for pair in world.races for site in pair}
    empty = Stage(("attempt.py", ""), ("suite.py", "def test_nothing(): pass\n"))
    nothing = empty.scenario("test_nothing", (), {})
    first = min(
        _timed(lambda: [empty.world.run(nothing, Uniform(0)) for _ in range(_SCHEDULES)]) for _ in "12"
    )
    runs, steps = 0, 0
    spent = 0.0
    while spent < seconds:
        with _Sampling(profile):
            began = time.process_time()
            for seed in range(_SCHEDULES):
                world.run(scenario, Uniform(seed))
                steps += world.steps
            spent += time.process_time() - began
        runs += _SCHEDULES
    return spent / runs, first / _SCHEDULES, steps / runs


class _Sampling:
    """Counts, a thousand times per CPU second, in which module the innermost frame is."""

    def __init__(self, profile: Counter[str]) -> None:
        self._profile = profile

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def _sample(self, _signal: int, frame: FrameType | None) -> None:
        module = "" if frame is None else str(frame.f_globals.get("__name__", ""))
        if module.startswith("grader.explore."):
            self._profile[module.removeprefix("grader.explore.")] += 1
        elif module in _PROGRAMS:
            self._profile["(the program)"] += 1
        else:
            self._profile[f"(library: {module})"] += 1


if __name__ == "__main__":
    main()
