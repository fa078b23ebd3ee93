"""The search sees every outcome that brute force sees, within every bound: its reductions lose nothing."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from grader.explore.scenario import Stage
from grader.explore.strategies import Branch, Frontier
from grader.explore.world import World

OPERATIONS = (
    "s.x += {n}",
    "s.x = {n}",
    "seen.append(s.x)",
    "s.y = s.x + {n}",
    "if s.x == {n}: s.y += 1",
    "with s.a: s.x += {n}",
    "with s.a: seen.append(s.x)",
    "with s.b:\n    with s.a: s.y += {n}",
    "with s.a:\n    with s.b: s.x += {n}",
    "if s.a.acquire(blocking=False):\n    s.x += {n}\n    s.a.release()",
    "s.e.set()",
    "seen.append(s.e.is_set())",
    "if s.e.wait(timeout=1): s.x += {n}",
    "s.d.setdefault({n}, s.x)",
    "s.d[{n}] = s.d.get({n}, 0) + 1",
    "seen.append(len(s.d))",
    "s.q.put({n})",
    "try: seen.append(s.q.get_nowait())\nexcept Exception: seen.append('empty')",
    "with s.c:\n    s.x += {n}\n    s.c.notify()",
    "with s.c:\n    if s.x == 0: s.c.wait(timeout=1)\n    seen.append(s.x)",
)

CONTROLS = range(16)


def program(seed: int) -> str:
    """A small random program of two or three threads over shared state, whose outcome it returns."""
    random = Random(seed)  # noqa: S311  programs are no secrets
    lines = [
        "import queue, threading, time",
        "class Shared: pass",
        "def test(together, done):",
        "    s = Shared()",
        "    s.x = s.y = 0; s.a = threading.Lock(); s.b = threading.RLock(); s.e = threading.Event()",
        "    s.d = {}; s.q = queue.SimpleQueue(); s.c = threading.Condition()",
    ]
    threads = random.choice([2, 2, 2, 3])
    for thread in range(threads):
        lines.append(f"    def t{thread}():")
        lines.append("        seen = []")
        for _ in range(random.choice([1, 2, 3]) if threads == 2 else 1):
            operation = random.choice(OPERATIONS).format(n=random.choice([1, 2]))
            lines += [f"        {line}" for line in operation.split("\n")]
        lines.append("        return seen")
    calls = ", ".join(f"t{thread}" for thread in range(threads))
    lines.append(f"    done((together({calls}), s.x, s.y, sorted(s.d.items())))")
    return "\n".join(lines)


class Unpruned(Frontier):
    """A frontier that takes every state for a new one."""

    def is_new(self, state: int) -> bool:  # noqa: ARG002
        """Always."""
        return True


def outcomes(source: str, bound: int, *, brute: bool, limit: int = 40_000) -> set[str] | None:
    """Every outcome of ``source`` within ``bound`` preemptions; None if there are too many schedules."""
    stage = Stage(("attempt.py", ""), ("suite.py", source))
    world: World = stage.world
    found: set[str] = set()
    scenario = stage.scenario("test", ("together", "done"), {"done": lambda value: found.add(repr(value))})
    if brute:
        world.promoted = set(stage.suite.sites)
        world.release_points = True
    while True:
        frontier = Unpruned() if brute else Frontier()
        grown = False
        runs = 0
        while not grown and (cost := frontier.cost) is not None and cost <= bound:
            outcome = world.run(scenario, Branch(frontier.pop(cost) or (), cost, frontier))
            runs += 1
            if runs > limit:
                return None
            if outcome.kind not in {"passed", "pruned"}:
                found.add(outcome.kind + repr(outcome.error))
            sites = {site for pair in world.races for site in pair} - world.promoted
            grown = bool(sites) or (world.tries_seen and not world.release_points)
            world.promoted |= sites
            world.release_points |= world.tries_seen
        if not grown:
            return found


class Blind(World):
    """A world that takes all states with equally many steps per thread for the same."""

    def state(self) -> int:
        """Less than what tells states apart."""
        return hash(tuple(thread.steps for thread in self.threads))


class Unseeing(World):
    """A world that never sees a race, so that no access becomes a visible operation."""

    def access(self, *what: Any, **how: Any) -> Any:
        """Forget the races at once."""
        event = super().access(*what, **how)
        self.races.clear()
        return event


class Unreleasing(World):
    """A world in which a release is never a switch point."""

    tries_seen = property(lambda _: False, lambda _self, _value: None)


@pytest.mark.parametrize("worse", [Blind, Unseeing, Unreleasing])
def test_a_worse_search_is_noticed(worse: type[World], monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: a search that prunes or sees too little misses outcomes."""
    brute = {seed: outcomes(program(seed), 2, brute=True) for seed in CONTROLS}
    monkeypatch.setattr("grader.explore.scenario.World", worse)
    assert any(
        not wanted <= (outcomes(program(seed), 2, brute=False) or set())
        for seed, wanted in brute.items()
        if wanted
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_outcome_of_brute_force_is_found(seed: int) -> None:
    """Within 0, 1 and 2 preemptions, the reduced search reaches every outcome that brute force does."""
    source = program(seed)
    for bound in (0, 1, 2):
        brute = outcomes(source, bound, brute=True)
        if brute is None:
            break
        reduced = outcomes(source, bound, brute=False)
        assert reduced is not None
        assert brute <= reduced, source
