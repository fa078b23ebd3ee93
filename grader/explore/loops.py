"""Fairness: a thread that goes round a loop without getting on lets the others go on.

Without it, a right program that spins or polls would have schedules that never end.
"""

from __future__ import annotations

import operator
import sys
from typing import TYPE_CHECKING

from grader.explore.parts import Changed, Turn, VThread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.explore.parts import Option, VThread
    from grader.explore.world import World

_TURNS = 3_000_000
_IDLE_TURNS = 8
_FREE_TURNS = 50


def go_round(world: World, site: int) -> None:
    """The head of a ``while`` loop: a thread that goes round without getting on lets the others go on.

    It gets on if its local variables change, or if it writes. A turn that only reads is the same
    as waiting until somebody else writes; one that tries, polls or takes and gives back locks
    yields, and so does a loop that goes on and on.
    """
    me = world.current
    if world.aborting:
        world.unwind()
    turn(world)
    frame = sys._getframe(2)  # the loop's own frame, whose locals say whether it gets on
    last = me.loops.get(site)
    if last is not None and (last.frame is not frame or (world.jumping and last.now < world.now)):
        last = None  # a loop entered anew begins anew; and time going on is getting on
    others = world.writes - me.writes
    state: tuple[object, ...] = ()
    turns = idle = 0
    if last is not None:
        turns = last.turns + 1
        if last.data_writes == me.data_writes or last.polls != me.polls:
            idle = last.idle + 1
            state = (None, *frame.f_locals.values())
            if len(state) == len(last.state) and all(map(operator.is_, state, last.state)):
                if last.writes != me.writes or last.polls != me.polls:
                    _yield(world, me)
                elif last.others == others:
                    _spin(world, me, others, looks_at_clock=last.clock_reads != me.clock_reads)
        if idle > _IDLE_TURNS or turns > _FREE_TURNS:
            _yield(world, me)
    me.loops[site] = Turn(
        frame, world.now, others, me.writes, me.data_writes, me.polls, me.clock_reads, state, turns, idle
    )


def turn(world: World) -> None:
    """One more turn of some loop; an execution with millions of them never ends."""
    world.turns += 1
    if world.turns > _TURNS:
        world.stop("livelock")


def _yield(world: World, me: VThread) -> None:
    """``me`` polls and gets nowhere: hold it back until the others have had a step."""
    me.behind = {thread for thread in world.live if thread is not me}
    if me.behind and me not in world.held:
        world.held.append(me)
        world.point()  # a loop may have no other


def _spin(world: World, me: VThread, others: int, *, looks_at_clock: bool) -> None:
    """Wait, as a spinning thread does: until somebody else writes, or the clock goes on."""
    me.spins += 1
    deadline = world.now + min(60.0, 0.001 * 2**me.spins) if looks_at_clock else None
    world.point(Changed(world, others), deadline)


def in_turn(
    held: Sequence[VThread], ready: list[VThread], timed: list[VThread]
) -> tuple[list[VThread], list[VThread]]:
    """Who may go on, without those who are ``held`` back while anybody that they are behind is able to."""
    able = {*ready, *timed}
    back = {thread for thread in held if thread.behind and thread.behind & able}
    kept = [thread for thread in ready if thread not in back]
    kept_timed = [thread for thread in timed if thread not in back]
    return (kept, kept_timed) if kept or kept_timed else (ready, timed)


class Fair:
    """Pseudo-random: no thread is left out for ever, and no two threads keep in step."""

    def __init__(self) -> None:
        self._state = 12345

    def choose(self, world: World, options: Sequence[Option]) -> Option:  # noqa: ARG002
        """One of ``options``, by a linear congruential generator of its own."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & ((1 << 64) - 1)
        return options[(self._state >> 33) % len(options)]
