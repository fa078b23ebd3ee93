"""The search: every schedule within an iterated preemption bound, then some beyond it.

A *preemption* is a switch away from a thread that could go on; a timer that fires while somebody could
go on counts as one. Schedules are explored in order of their preemptions (CHESS, Musuvathi and Qadeer
2007), so that the first failure found has the fewest. Only visible operations are switch points:
operations of primitives, and the accesses that were seen to race. A race seen for the first time makes
its two accesses visible and starts the search again.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.explore.parts import Chooser, Diverged, Outcome
from grader.explore.schedule import Schedule
from grader.explore.strategies import Branch, Follow, Frontier, Pct, Prefix, Uniform

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.world import World

_TELL_EVERY = 0.2
_LOOK_UP_EVERY = 64
_COLLECT_EVERY = 500
_MORE_BRANCHES = 300
_MORE_AT_RANDOM = 200
_FAILURES = frozenset({"failed", "unordered", "deadlock", "livelock", "leaked", "unsupported"})


@dataclass(frozen=True)
class Limits:
    """How far to search.

    Args:
        bound: preemptions within which every schedule must have been explored for a pass.
        least: the bound that is enough for a pass once ``schedules`` of the next have been run, or the
            seconds are over, where right programs are of very different size; None: ``bound``.
        schedules: see ``least``.
        seconds: CPU seconds for one scenario; past them the search gives up without a verdict.
        wander: schedules tried at random (PCT, depth 3) beyond the bound.
        jumping: whether time passes only while all threads wait.
        fifo: whether primitives hand over in turn (``fifo``).
        deaths: processes that may be killed in one schedule, each at any of its steps, at the price of
            a preemption.
        free_threaded: whether two accesses to one attribute or item that nothing orders are a fault.
        may: whether some schedule must call ``witness``.
        seed: of what is random.
    """

    bound: int = 2
    least: int | None = None
    schedules: int = 2_000
    seconds: float = 20.0
    wander: int = 100
    jumping: bool = False
    fifo: bool = False
    deaths: int = 0
    free_threaded: bool = False
    may: bool = False
    seed: int = 0

    def ask(self, world: World) -> None:
        """Make ``world`` what is asked for."""
        world.jumping, world.fifo, world.free_threaded = self.jumping, self.fifo, self.free_threaded
        world.mortality = self.deaths


@dataclass(frozen=True)
class Found:
    """What a search found.

    ``bound`` is the largest bound exhausted (-1: none), ``complete`` whether there is no schedule
    beyond it; ``cut`` counts the schedules past the step limit, which were ended one fair way only;
    ``executions`` counts schedules run within the bounds, ``within`` those of them within the exhausted
    ones, ``wandered`` those beyond;
    ``reason`` says why the search gave up; ``outcome`` is the failure, ``schedule`` shows it, and
    ``always`` says that no schedule was seen to pass.
    """

    bound: int
    complete: bool
    cut: int
    within: int
    executions: int
    wandered: int
    witnessed: bool
    reason: str
    outcome: Outcome | None = None
    schedule: Schedule | None = None
    always: bool = False


@dataclass(frozen=True)
class SoFar:
    """How far a search is.

    ``executions`` schedules, now those with ``bound`` preemptions; ``left`` CPU seconds of its budget.
    """

    executions: int
    bound: int
    left: float


class Search:
    """Searches the schedules of one scenario."""

    def __init__(
        self,
        world: World,
        scenario: Callable[[], object],
        limits: Limits,
        progress: Callable[[SoFar], None] = lambda _: None,
    ) -> None:
        self._world = world
        self._scenario = scenario
        self._limits = limits
        self._progress = progress
        self._told = 0.0
        self._runs = 0
        self._start_over()

    def _start_over(self) -> None:
        self._frontier = Frontier()
        self._exhausted = -1
        self._executions = 0
        self._within = 0
        self._cut = 0
        self._wandered = 0
        self._longest = 1
        self._passed = False

    def run(self) -> Found:
        """Search until something is found, or the limits are reached."""
        world = self._world
        world.promoted = set()
        # where exactly a thread stands decides whether another one can pass it, and what it dies with
        world.all_changes = self._limits.may
        world.release_points = self._limits.may or self._limits.deaths > 0
        self._limits.ask(world)
        self._began = time.process_time()
        gc.freeze()  # what was there before the search is looked through for garbage afterwards
        gc.disable()
        try:
            found = self._within_bounds()
            while found is None:
                self._start_over()
                found = self._within_bounds()
        except Diverged as error:
            return self._found(reason=f"the program does not repeat itself under one schedule: {error}")
        else:
            return found
        finally:
            gc.enable()
            gc.unfreeze()

    def _execute(self, chooser: Chooser) -> Outcome:
        outcome = self._world.run(self._scenario, chooser)
        self._runs += 1
        if self._runs % _COLLECT_EVERY == 0:
            gc.collect()
        self._passed |= outcome.kind == "passed"
        self._cut += self._world.overran
        self._longest = max(self._longest, self._world.decisions)
        return outcome

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told > _TELL_EVERY:
            self._told = now
            left = self._limits.seconds - (time.process_time() - self._began)
            bound = self._exhausted + 1
            self._progress(SoFar(self._executions + self._wandered, bound, max(0.0, left)))

    def _grown(self) -> bool:
        """Whether this execution showed that more operations must be visible."""
        world = self._world
        sites = {site for pair in world.races for site in pair} - world.promoted
        releases = world.tries_seen and not world.release_points
        world.promoted |= sites
        world.release_points |= releases
        return bool(sites) or releases

    def _within_bounds(self) -> Found | None:
        """Explore bound after bound; None if it must start again with more visible operations."""
        for bound in range(self._limits.bound + 1):
            while (prefix := self._frontier.pop(bound)) is not None:
                outcome = self._execute(Branch(prefix, bound, self._frontier))
                self._executions += 1
                ended = self._ended(outcome, prefix)
                if ended is None and self._grown():
                    return None
                ended = ended or self._out_of_budget(bound)
                if ended is not None:
                    return ended
            self._exhausted, self._within = bound, self._executions
            if self._frontier.cost is None:
                return self._found(complete=True)
        return self._beyond()

    def _ended(self, outcome: Outcome, prefix: Prefix) -> Found | None:
        """The end of the search, if ``outcome``, to which ``prefix`` led, is one."""
        if outcome.kind in _FAILURES:
            return self._failed(outcome, prefix)
        return self._found(witnessed=True) if outcome.kind == "witnessed" else None

    def _out_of_budget(self, bound: int) -> Found | None:
        """The end of the search, if it has run as many schedules as it may, or for as long."""
        limits = self._limits
        over = False
        if self._executions % _LOOK_UP_EVERY == 0:
            self._tell()
            over = time.process_time() - self._began > limits.seconds
        if limits.least is not None and limits.least <= self._exhausted:
            return self._beyond() if over or self._executions - self._within >= limits.schedules else None
        spent = f"{self._executions:,} schedules in {limits.seconds:g} CPU seconds"
        return self._found(reason=f"{spent} did not exhaust {bound} preemptions") if over else None

    def _beyond(self) -> Found:
        """Wander through schedules with more preemptions."""
        for number in range(self._limits.wander):
            chooser = Pct(self._limits.seed * 1_000_003 + number, depth=3, length=self._longest)
            outcome = self._execute(chooser)
            self._wandered += 1
            ended = self._ended(outcome, tuple(chooser.departures))
            if ended is not None:
                return ended
            self._grown()
        return self._found()

    def _found(self, *, complete: bool = False, witnessed: bool = False, reason: str = "") -> Found:
        return Found(
            bound=self._exhausted,
            complete=complete and not self._cut,
            cut=self._cut,
            within=self._within,
            executions=self._executions,
            wandered=self._wandered,
            witnessed=witnessed,
            reason=reason,
        )

    def _failed(self, outcome: Outcome, prefix: Prefix) -> Found:
        world = self._world
        departures = self._shrunk(outcome.kind, prefix)
        schedule = Schedule(departures, frozenset(world.promoted), world.release_points)
        always = outcome.kind == "failed" and not self._passes_somewhere(departures)
        return replace(self._found(), outcome=outcome, schedule=schedule, always=always)

    def _shrunk(self, kind: str, prefix: Prefix) -> Prefix:
        """The same kind of failure with fewer departures (delta debugging, Zeller 1999)."""
        best = prefix
        size = max(1, len(best) // 2)
        while True:
            at = 0
            while at < len(best):
                shorter = best[:at] + best[at + size :]
                follow = Follow(shorter)
                if self._world.run(self._scenario, follow).kind == kind and follow.used == len(shorter):
                    best = shorter
                else:
                    at += size
            if size == 1:
                return best
            size //= 2

    def _passes_somewhere(self, departures: Prefix) -> bool:
        """Whether any schedule passes: what fails under every one is no race."""
        # what the others were about to do can be what makes it one
        self._world.lingering = True
        self._execute(Follow(departures))
        self._world.lingering = False
        if self._grown():
            self._frontier = Frontier()
        for _ in range(_MORE_BRANCHES):
            cost = self._frontier.cost
            if self._passed or cost is None:
                break
            prefix = self._frontier.pop(cost)
            self._execute(Branch(prefix or (), cost, self._frontier))
        for seed in range(_MORE_AT_RANDOM):
            if self._passed:
                break
            self._grown()
            self._execute(Uniform(seed))
        return self._passed
