"""A virtual ``time``: sleeping is a timer of the world, and every clock reads the world's.

In the free mode a timer may fire whenever the search likes; in the jumping mode time passes only
while all threads wait, and then jumps to the next timer. The wall clock can be set by the suite
(``step_wall_clock``), as a machine's is; that is a write, and each look at it a read.
"""

from __future__ import annotations

import time as real
import types
from typing import TYPE_CHECKING, Any

from grader.explore.parts import LIBRARY_SITES, Never

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.world import World

_WALL_OFFSET = 1_700_000_000.0
_TICK = 1e-6
_PATIENCE = 100
_WALL_SITE = LIBRARY_SITES + 100_000
_WALL = "the wall clock"


def step_wall_clock(world: World, seconds: float) -> None:
    """Set the wall clock ``seconds`` ahead, or back if they are negative; no other clock notices."""
    if world.multi:
        world.access(world, _WALL, _WALL_SITE, write=True)
    world.wall_offset += seconds


def make_time_module(world: World) -> types.ModuleType:
    """The module ``time`` of ``world``."""
    module = types.ModuleType("time")
    module.__dict__.update({name: value for name, value in vars(real).items() if not name.startswith("__")})
    never = Never()

    def sleep(seconds: float, /) -> None:
        if not isinstance(seconds, (int, float)):
            seconds = seconds.__index__()
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        world.note("sleep", seconds)
        world.point(never, world.now + max(seconds, _TICK))

    stands = [0.0, 0]  # a reading of the clock, and how often it was had in a row
    world.resets.append(lambda: stands.__setitem__(slice(None), (0.0, 0)))

    def now() -> float:
        me = world.current
        if stands[0] != world.now:
            stands[:] = world.now, 0
        stands[1] += 1
        if stands[1] > _PATIENCE:  # who asks until time has passed, as ``as_completed(timeout=0)`` does
            world.now += _TICK
            world.clock_signature = hash((world.clock_signature, "tick"))
        me.clock_reads += 1
        me.signature = hash((me.signature, "clock", world.clock_signature))
        return world.now

    def wall() -> float:
        if world.multi:
            world.access(world, _WALL, _WALL_SITE, write=False)
        return now() + _WALL_OFFSET + world.wall_offset

    module.__dict__.update(sleep=sleep, **_clocks(now, wall))
    return module


def _clocks(now: Callable[[], float], wall: Callable[[], float]) -> dict[str, Callable[..., Any]]:
    """All that reads a clock: ``wall`` is the one that can be set, ``now`` every other."""

    def clock_gettime(clock: int, /) -> float:
        real.clock_gettime(clock)  # a clock that there is not is an OSError
        return wall() if clock == real.CLOCK_REALTIME else now()

    def of_now(function: Callable[[float], Any]) -> Callable[..., Any]:
        return lambda seconds=None, /: function(wall() if seconds is None else seconds)

    made: dict[str, Callable[..., Any]] = {"time": wall, "clock_gettime": clock_gettime}
    made |= dict.fromkeys(("monotonic", "perf_counter", "process_time", "thread_time"), now)
    made |= {f"{name}_ns": _in_nanoseconds(clock) for name, clock in made.items()}
    made |= {name: of_now(getattr(real, name)) for name in ("localtime", "gmtime", "ctime")}
    local = made["localtime"]
    made["asctime"] = lambda of=None, /: real.asctime(local() if of is None else of)
    made["strftime"] = lambda form, of=None, /: real.strftime(form, local() if of is None else of)
    return made


def _in_nanoseconds(seconds: Callable[..., float]) -> Callable[..., int]:
    return lambda *clock: round(seconds(*clock) * 1e9)
