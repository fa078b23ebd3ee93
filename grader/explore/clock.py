"""A virtual ``time``: sleeping is a timer of the world, and every clock reads the world's.

In the free mode a timer may fire whenever the search likes; in the jumping mode time passes only
while all threads wait, and then jumps to the next timer.
"""

from __future__ import annotations

import time as real
import types
from typing import TYPE_CHECKING

from grader.explore.parts import Never

if TYPE_CHECKING:
    from grader.explore.world import World

_WALL_OFFSET = 1_700_000_000.0
_TICK = 1e-6
_PATIENCE = 100


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

    def now_ns() -> int:
        return round(now() * 1e9)

    module.__dict__.update(
        sleep=sleep,
        monotonic=now,
        monotonic_ns=now_ns,
        perf_counter=now,
        perf_counter_ns=now_ns,
        process_time=now,
        process_time_ns=now_ns,
        thread_time=now,
        thread_time_ns=now_ns,
        time=lambda: now() + _WALL_OFFSET,
        time_ns=lambda: round((now() + _WALL_OFFSET) * 1e9),
    )
    return module
