"""Who goes on at each decision: the strategies of the search, all of them ``world.Chooser``s."""

from __future__ import annotations

from collections import deque
from random import Random
from typing import TYPE_CHECKING

from grader.explore.parts import FIRES, Diverged, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.explore.world import World

Prefix = tuple[tuple[int, int], ...]


class Follow:
    """Follows a schedule, and runs on wherever it says nothing."""

    def __init__(self, departures: Sequence[tuple[int, int]]) -> None:
        self._departures = dict(departures)
        self.used = 0

    def choose(self, world: World, options: Sequence[Option]) -> Option:
        """The option that the schedule names, else the first."""
        code = self._departures.get(world.decisions)
        if code is None:
            return options[0]
        for option in options:
            if option.code == code:
                self.used += 1
                return option
        return options[0]


class Frontier:
    """What a bounded search has still to explore, by cost, and the states that it has reached.

    A state is known up to the order of independent operations. Prefixes are taken in order of their
    cost, so that whoever comes to a known state has no more preemptions left than the first who came,
    and nothing new to find.
    """

    def __init__(self) -> None:
        self._levels: dict[int, deque[Prefix]] = {0: deque([()])}
        self._visited: set[int] = set()

    def push(self, cost: int, prefix: Prefix) -> None:
        """Remember to explore ``prefix``, which costs ``cost`` preemptions."""
        self._levels.setdefault(cost, deque()).append(prefix)

    def pop(self, cost: int) -> Prefix | None:
        """The next prefix of that cost, the oldest first; None if there is none left."""
        level = self._levels.get(cost)
        if level:
            return level.popleft()
        self._levels.pop(cost, None)
        return None

    def is_new(self, state: int) -> bool:
        """Whether ``state`` is reached for the first time."""
        before = len(self._visited)
        self._visited.add(state)
        return len(self._visited) > before

    @property
    def cost(self) -> int | None:
        """The least cost of what is left; None if nothing is."""
        return min((cost for cost, level in self._levels.items() if level), default=None)


class Branch:
    """Follows a prefix, then runs on, and leaves behind every other way that it could have gone."""

    def __init__(self, prefix: Prefix, cost: int, frontier: Frontier) -> None:
        self._prefix = prefix
        self._expected = dict(prefix)
        self._last = prefix[-1][0] if prefix else -1
        self._cost = cost
        self._frontier = frontier

    def choose(self, world: World, options: Sequence[Option]) -> Option:
        """The next of the prefix; past it the first, noting the others."""
        at = world.decisions
        if at <= self._last:
            code = self._expected.get(at)
            if code is None:
                return options[0]
            for option in options:
                if option.code == code:
                    return option
            raise Diverged(f"decision {at} of {self._prefix} does not fit")
        if not self._frontier.is_new(world.state()):
            world.stop("pruned")
        for option in options[1:]:
            self._frontier.push(self._cost + option.cost, (*self._prefix, (at, option.code)))
        return options[0]


class Wandering:
    """Notes where it departed from running on, so that what it finds can be played again."""

    def __init__(self) -> None:
        self.departures: list[tuple[int, int]] = []

    def choose(self, world: World, options: Sequence[Option]) -> Option:
        """What ``pick`` says, noted."""
        option = self.pick(world, options)
        if option is not options[0]:
            self.departures.append((world.decisions, option.code))
        return option

    def pick(self, world: World, options: Sequence[Option]) -> Option:
        """One of ``options``."""
        raise NotImplementedError


class Uniform(Wandering):
    """Any option, with the same chance."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = Random(seed)  # noqa: S311  schedules are no secrets

    def pick(self, world: World, options: Sequence[Option]) -> Option:  # noqa: ARG002
        """Any of ``options``."""
        return options[int(self._random.random() * len(options))]


class Pct(Wandering):
    """Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010).

    Each thread has a random priority; at ``depth - 1`` random decisions among the first ``length`` the
    running thread's drops below all others. Timers have priorities of their own.
    """

    def __init__(self, seed: int, depth: int, length: int) -> None:
        super().__init__()
        self._random = Random(seed)  # noqa: S311  schedules are no secrets
        self._priorities: dict[int, float] = {}
        self._drops = {self._random.randrange(max(1, length)): -1.0 - n for n in range(depth - 1)}

    def pick(self, world: World, options: Sequence[Option]) -> Option:
        """The option of the highest priority."""
        drop = self._drops.get(world.decisions)
        if drop is not None:
            self._priorities[options[0].code] = drop
        for option in options:
            if option.code not in self._priorities:
                self._priorities[option.code] = self._random.random()
        best = max(options, key=lambda option: self._priorities[option.code])
        if best.kind == FIRES:
            # a timer that has fired does not go first for ever
            self._priorities[best.code] = self._random.random() - 0.5
        return best
