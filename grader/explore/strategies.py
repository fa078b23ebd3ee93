"""Who goes on at each decision: the strategies of the search, all of them ``world.Chooser``s."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from random import Random

from grader.explore.world import Diverged, Option, World

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


class Branch:
    """Follows a prefix, then runs on, and leaves behind every other way that it could have gone.

    ``levels[cost]`` collects the prefixes still to be explored; ``visited`` the states reached, up to
    the order of independent operations: who comes to one again has nothing new to find, since the
    levels are explored in order of cost.
    """

    def __init__(
        self,
        prefix: Prefix,
        cost: int,
        levels: dict[int, deque[Prefix]],
        visited: set[int],
    ) -> None:
        self._prefix = prefix
        self._expected = dict(prefix)
        self._last = prefix[-1][0] if prefix else -1
        self._cost = cost
        self._levels = levels
        self._visited = visited

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
        key = world.race_free_key()
        if key in self._visited:
            world.stop("pruned")
        self._visited.add(key)
        for option in options[1:]:
            cost = self._cost + option.cost
            self._levels.setdefault(cost, deque()).append((*self._prefix, (at, option.code)))
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
        self._random = Random(seed)

    def pick(self, world: World, options: Sequence[Option]) -> Option:  # noqa: ARG002
        """Any of ``options``."""
        return options[self._random.randrange(len(options))]


class Pct(Wandering):
    """Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010).

    Each thread has a random priority; at ``depth - 1`` random decisions among the first ``length`` the
    running thread's drops below all others. Timers have priorities of their own.
    """

    def __init__(self, seed: int, depth: int, length: int) -> None:
        super().__init__()
        self._random = Random(seed)
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
        if best.fires:
            # a timer that has fired does not go first for ever
            self._priorities[best.code] = self._random.random() - 0.5
        return best
