"""Ours. ``search`` is what the judge does; the others run schedules at random, every access a switch point.

``told`` includes shrinking the counterexample and looking for a schedule that passes, which no peer does;
``bug`` is the moment at which the first failing schedule was seen, as it is with the peers.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from grader.explore.scenario import Stage
from grader.explore.search import Found, Limits, Search
from grader.explore.strategies import Pct, Uniform

if TYPE_CHECKING:
    from meter import Meter
    from programs import Program

COLLECT_EVERY = 500
PCT_DEPTH = 3
FINE = "passed"
EVERY_SITE = range(1_000_000)  # those of the library's caches too


class _Timed(Search):
    """The search, with a look at the watch at the two moments that are compared."""

    def __init__(self, meter: Meter, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._meter = meter

    def _failed(self, *arguments: Any) -> Found:
        self._meter.bug = self._meter.elapsed
        return super()._failed(*arguments)

    def _beyond(self) -> Found:
        self._meter.exhausted = self._meter.elapsed
        return super()._beyond()


def explore(program: Program, meter: Meter, strategy: str, seed: int, schedules: int) -> tuple[str, str]:
    """Search, or run ``schedules`` at random."""
    stage = Stage(("attempt.py", ""), (str(program.path), program.source))
    execute = stage.scenario(program.scenario.name, ("together",), {})

    def scenario() -> None:
        meter.schedule()
        execute()

    if strategy == "search":
        return _search(stage, scenario, meter, seed)
    seeds = range(seed * 1_000_003, seed * 1_000_003 + schedules)
    return _at_random(stage, scenario, meter, strategy, seeds)


def _search(stage: Stage, scenario: Any, meter: Meter, seed: int) -> tuple[str, str]:
    found = _Timed(meter, stage.world, scenario, Limits(seconds=meter.budget, seed=seed)).run()
    if found.outcome is not None:
        verdict = "undecided" if found.outcome.kind == "unsupported" else "failed"
        return verdict, f"{found.outcome.kind} {found.outcome.error or ''}"
    if found.reason:
        return "undecided", found.reason
    if meter.exhausted is None:
        meter.exhausted = meter.elapsed
    return "passed", ""


def _at_random(stage: Stage, scenario: Any, meter: Meter, strategy: str, seeds: range) -> tuple[str, str]:
    world = stage.world
    world.promoted = EVERY_SITE
    world.release_points = True
    longest = 1
    # as the search does it
    gc.collect()
    gc.freeze()
    gc.disable()
    for number, seed in enumerate(seeds):
        if meter.over:
            return "undecided", "time"
        if number % COLLECT_EVERY == COLLECT_EVERY - 1:
            gc.collect()
        chooser = Uniform(seed) if strategy == "random" else Pct(seed, PCT_DEPTH, longest)
        outcome = world.run(scenario, chooser)
        meter.decisions += world.decisions
        longest = max(longest, world.decisions)
        if outcome.kind != FINE:
            return ("undecided" if outcome.kind == "unsupported" else "failed"), outcome.kind
    return "passed", ""
