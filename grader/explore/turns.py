"""Whose turn it is: what may come next in an execution, and what follows from what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.explore.loops import in_turn
from grader.explore.parts import DIES, FIRES, STEP, Changed, Option, Outcome, VThread

if TYPE_CHECKING:
    from grader.explore.world import World

_QUIET_FIRES = 200
_QUIET_FIRES_JUMPING = 1_000  # where each takes time; with leaps, enough to come to any deadline
_POLLS_PLAYED = 200
_LOOKS_AT_ANY_MOMENT = 2
_LONGEST_POLLING = 1e6


def pick(world: World, me: VThread) -> VThread:
    """Give the thread that goes on, now that ``me`` stands in front of an operation, or has ended."""
    ready: list[VThread] = []
    timed: list[VThread] = []
    for thread in world.live:
        if thread.want is None or thread.want.free(thread):
            ready.append(thread)
        elif thread.deadline is not None:
            timed.append(thread)
    mortal = [t for t in world.live if t.process.is_mortal(t)] if world.deaths else []
    if len(ready) == 1 and ready[0] is me and not timed and not mortal:
        return me
    if world.held:
        ready, timed = in_turn(world.held, ready, timed)
    if world.jumping and timed:
        at = world.now if ready else min(thread.deadline or 0.0 for thread in timed)
        timed = [thread for thread in timed if (thread.deadline or 0.0) <= at]
        if world.looks:
            timed = _looks_in_turn(world, timed, alone=not ready)
    option = _option(world, me, ready, timed, mortal)
    return pick(world, me) if option.kind == DIES else option.thread


def _option(
    world: World, me: VThread, ready: list[VThread], timed: list[VThread], mortal: list[VThread]
) -> Option:
    if not ready and not timed:
        _stuck(world)  # that somebody may die saves nobody
    price = 0
    options: list[Option] = []
    if me in ready:
        options.append(Option(me, STEP, 0))
        price = 1
    options += [Option(thread, STEP, price) for thread in ready if thread is not me]
    options += [Option(thread, FIRES, 1 if ready else 0) for thread in timed]
    options += [Option(thread, DIES, 1) for thread in mortal]
    if len(options) == 1:
        return _happens(world, options[0])
    assert world.chooser is not None  # noqa: S101  run sets it
    option = world.chooser.choose(world, options)
    world.decisions += 1
    return _happens(world, option)


def _happens(world: World, option: Option) -> Option:
    thread = option.thread
    if option.kind == DIES:
        world.deaths -= 1
        thread.process.die()
        return option
    if option.kind == FIRES:
        _fire(world, thread)
    if world.held:
        for other in world.held:
            other.behind.discard(thread)
        world.held = [other for other in world.held if other.behind]
    return option


def _fire(world: World, thread: VThread) -> None:
    world.now = max(world.now, thread.deadline or 0.0)
    thread.fired = True
    if not world.looks:
        world.looking_since = world.now
        world.pollers.clear()
    world.looks += 1
    world.quiet_fires += 1
    world.pollers[thread] = world.pollers.get(thread, 0) + 1
    if world.jumping and world.looks > _POLLS_PLAYED:
        _leap(world)
    if world.quiet_fires > (_QUIET_FIRES_JUMPING if world.jumping else _QUIET_FIRES):
        world.stop("livelock")
    thread.signature = world.clock_signature = hash((thread.signature, "timer", world.clock_signature))


def _looks_in_turn(world: World, due: list[VThread], *, alone: bool) -> list[VThread]:
    """Those of ``due`` whose timers may fire now.

    Who looked before, when nobody had written since, looks again when no thread is ready (``alone``), one
    after the other: a look that finds nothing comes to the same at any other moment, and there are many.
    """
    looking = [thread for thread in due if world.pollers.get(thread, 0) >= _LOOKS_AT_ANY_MOMENT]
    first = min(looking, key=lambda thread: (thread.deadline, thread.number)) if looking and alone else None
    return [thread for thread in due if thread is first or thread not in looking]


def _leap(world: World) -> None:
    """Let a long polling, in which nobody writes more than its own locks, get on faster than look by look.

    A look comes later than it would, by a twentieth of the time that the polling has lasted; no other
    timer is made late by it.
    """
    lasted = world.now - world.looking_since
    others = [thread.deadline for thread in world.live if thread not in world.pollers]
    later = [deadline for deadline in others if deadline is not None and deadline > world.now]
    if lasted < _LONGEST_POLLING:
        world.now = min([world.now + lasted / 20, *later])


def _stuck(world: World) -> None:
    main = world.threads[0]
    blocked = tuple((thread, thread.want) for thread in world.live if not thread.daemon or not main.done)
    spinning = any(isinstance(want, Changed) for _, want in blocked)
    kind = "livelock" if spinning else "leaked" if main.done else "deadlock"
    if world.outcome is None:
        world.outcome = Outcome(kind, None, "", blocked, tuple(world.ended))
        if world.recorder is not None:
            world.recorder.stuck(world, blocked)
    world.stop(kind)
