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
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from grader.explore.schedule import Schedule
from grader.explore.strategies import Branch, Follow, Pct, Prefix, Uniform, Wandering
from grader.explore.world import Diverged, Outcome, World

_FAILURES = frozenset({"failed", "deadlock", "livelock", "leaked", "unsupported"})


@dataclass(frozen=True)
class Limits:
    """How far to search.

    Args:
        bound: preemptions within which every schedule must have been explored for a pass.
        seconds: CPU seconds for one scenario; past them the search gives up without a verdict.
        wander: schedules tried at random (PCT, depth 3) beyond the bound.
        jumping: whether time passes only while all threads wait.
        may: whether some schedule must call ``witness``.
        seed: of what is random.
    """

    bound: int = 2
    seconds: float = 20.0
    wander: int = 100
    jumping: bool = False
    may: bool = False
    seed: int = 0


@dataclass(frozen=True)
class Found:
    """What a search found.

    ``outcome`` is the failure, or None; ``always`` whether no schedule was seen to pass; ``bound`` the
    largest bound exhausted (-1: none), ``complete`` whether there is no schedule beyond it;
    ``executions`` counts schedules run within the bounds, ``wandered`` those beyond.
    """

    outcome: Outcome | None
    schedule: Schedule | None
    always: bool
    bound: int
    complete: bool
    executions: int
    wandered: int
    witnessed: bool
    reason: str = ""


class Search:
    """Searches the schedules of one scenario."""

    def __init__(
        self,
        world: World,
        scenario: Callable[[], object],
        limits: Limits,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._world = world
        self._scenario = scenario
        self._limits = limits
        self._progress = progress
        self._executions = 0
        self._passed = 0
        self._longest = 1
        self._told = 0.0

    def run(self) -> Found:
        """Search until something is found, or the limits are reached."""
        world = self._world
        world.promoted = set()
        world.release_points = False
        world.jumping = self._limits.jumping
        self._began = time.process_time()
        gc.collect()
        gc.disable()
        try:
            while True:
                found = self._within_bounds()
                if found is not None:
                    return found
        except Diverged as error:
            return self._found(None, reason=f"the program does not repeat itself under one schedule: {error}")
        finally:
            gc.enable()

    def _execute(self, chooser: Branch | Follow | Wandering) -> Outcome:
        self._executions += 1
        if self._executions % 256 == 0:
            gc.collect()
            self._tell()
        outcome = self._world.run(self._scenario, chooser)
        if outcome.kind == "passed":
            self._passed += 1
        self._longest = max(self._longest, self._world.decisions)
        return outcome

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told > 0.2:  # noqa: PLR2004  five times a second is often enough for a person
            self._told = now
            self._progress(f"{self._executions:,} schedules, {self._bound} preemptions")

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
        world, limits = self._world, self._limits
        levels: dict[int, deque[Prefix]] = {0: deque([()])}
        visited: set[int] = set()
        self._bound = 0
        self._executions = 0
        while self._bound <= limits.bound:
            pending = levels.get(self._bound, deque())
            while pending:
                prefix = pending.popleft()
                outcome = self._execute(Branch(prefix, self._bound, levels, visited))
                if outcome.kind in _FAILURES:
                    return self._failed(outcome, prefix, pending, levels, visited)
                if outcome.kind == "witnessed":
                    return self._found(None, witnessed=True)
                if self._grown():
                    return None
                if time.process_time() - self._began > limits.seconds:
                    self._bound -= 1
                    spent = f"{self._executions:,} schedules in {limits.seconds:g} CPU seconds"
                    return self._found(None, reason=f"{spent} did not exhaust {self._bound + 1} preemptions")
            levels.pop(self._bound, None)
            if not levels:
                return self._found(None, complete=True)
            self._bound += 1
        self._bound -= 1
        return self._beyond()

    def _beyond(self) -> Found:
        """Wander through schedules with more preemptions."""
        for n in range(self._limits.wander):
            chooser = Pct(self._limits.seed * 1_000_003 + n, depth=3, length=self._longest)
            within, outcome = self._executions, self._execute(chooser)
            self._executions = within
            if outcome.kind in _FAILURES:
                found = self._failed(outcome, tuple(chooser.departures), deque(), {}, set())
                return replace(found, wandered=n + 1)
            if outcome.kind == "witnessed":
                return self._found(None, witnessed=True)
        return self._found(None, wandered=self._limits.wander)

    def _found(
        self,
        outcome: Outcome | None,
        schedule: Schedule | None = None,
        *,
        complete: bool = False,
        witnessed: bool = False,
        always: bool = False,
        wandered: int = 0,
        reason: str = "",
    ) -> Found:
        return Found(
            outcome, schedule, always, self._bound, complete, self._executions, wandered, witnessed, reason
        )

    def _failed(
        self,
        outcome: Outcome,
        prefix: Prefix,
        pending: deque[Prefix],
        levels: dict[int, deque[Prefix]],
        visited: set[int],
    ) -> Found:
        world = self._world
        departures = self._shrunk(outcome.kind, prefix)
        always = outcome.kind == "failed" and not self._passes_somewhere(pending, levels, visited)
        schedule = Schedule(departures, frozenset(world.promoted), world.release_points)
        return self._found(outcome, schedule, always=always)

    def _shrunk(self, kind: str, prefix: Prefix) -> Prefix:
        """The same failure with fewer departures, then with fewer switches."""
        best = prefix
        size = max(1, len(best) // 2)
        while True:
            at = 0
            while at < len(best):
                shorter = best[:at] + best[at + size :]
                chooser = Follow(shorter)
                if self._world.run(self._scenario, chooser).kind == kind and chooser.used == len(shorter):
                    best = shorter
                else:
                    at += size
            if size == 1:
                return best
            size //= 2

    def _passes_somewhere(
        self,
        pending: deque[Prefix],
        levels: dict[int, deque[Prefix]],
        visited: set[int],
    ) -> bool:
        """Whether any schedule passes: what fails under every one is no race."""
        if self._passed:
            return True
        within = self._executions
        for _ in range(300):
            if not pending:
                pending = next((level for level in levels.values() if level), deque())
            if not pending:
                break
            if self._execute(Branch(pending.popleft(), 0, {}, visited)).kind == "passed":
                break
        for seed in range(200):
            if self._passed:
                break
            self._execute(Uniform(seed))
        self._executions = within
        return bool(self._passed)
