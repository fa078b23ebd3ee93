"""One execution of a program under one schedule: threads as greenlets, and who runs when.

A thread runs until its next visible operation and stops in front of it (``World.point``); there a
``Chooser`` says who goes on. Nothing else ever switches, so an execution is a function of the choices
made. Besides running, the world keeps what the search needs to know:

- a *vector clock* per thread, carried by locks, starts and joins, and the last accesses of every
  location: two accesses that no clock orders are a race, and their sites become visible operations;
- a *signature* per thread, a hash over its operations and those they depend on. Two schedule prefixes
  with equal signatures are the same partial order (Mazurkiewicz trace), so the same state.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from greenlet import getcurrent, greenlet

from grader.explore.crew import CREW
from grader.explore.loops import Fair
from grader.explore.memory import Memory
from grader.explore.objects import Objects
from grader.explore.parts import (
    FOREVER,
    Abandon,
    Awaitable,
    Chooser,
    Outcome,
    Recorder,
    Unsupported,
    VThread,
)
from grader.explore.turns import pick

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN_IDENT = 1
_UNWINDS = 500


class World(Memory):
    """Runs executions, one at a time; every attribute below is reset by ``run``."""

    def __init__(self) -> None:
        self.promoted: set[int] = set()
        self.release_points = False
        self.jumping = False
        self.fifo = False
        self.free_threaded = False
        self.lingering = False
        self.all_changes = False
        self.mortality = 0
        self.step_limit = 3_000
        self.recorder: Recorder | None = None
        self.system: Any = None
        self.resets: list[Callable[[], None]] = []
        self._stubborn: list[greenlet] = []
        self._reset(None)

    def _reset(self, chooser: Chooser | None) -> None:
        self.aborting = chooser is not None  # until it begins: what dies of the last one makes no steps
        self.chooser = chooser
        self.threads: list[VThread] = []
        self.live: list[VThread] = []
        self.held: list[VThread] = []
        self.objects = Objects()
        self.ended: list[tuple[str, BaseException]] = []
        self.races: set[tuple[int, int]] = set()
        self.multi = False
        self.tries_seen = False
        self.decisions = 0
        self.steps = 0
        self.writes = 0
        self.quiet_fires = 0
        self.looks = 0
        self.looking_since = 0.0
        self.pollers: dict[VThread, int] = {}
        self.deaths = self.mortality
        self.now = 1_000.0
        self.wall_offset = 0.0
        self.clock_signature = 0
        self.outcome: Outcome | None = None
        self.opaque = 0
        self.exposed: dict[int, Any] = {}
        self.entered: set[int] = set()
        self.showing = False
        self.came_by_chance = False
        self.turns = 0
        self.overran = False
        self.unwound = 0
        self._hub = getcurrent()
        boot = VThread(0, "main", daemon=False, signature=1, clock=[1])
        self.threads.append(boot)
        self.current = boot

    # -- running

    def run(self, scenario: Callable[[], object], chooser: Chooser) -> Outcome:
        """Execute ``scenario`` in the main thread, and whatever it starts, to the end."""
        self._reset(chooser)
        self.aborting = True  # what was left of the last execution dies now, and makes no steps
        for reset in self.resets:
            reset()
        self.aborting = False
        main = self.current
        self.live.append(main)
        CREW.begin()
        main.greenlet = CREW.take(self._hub, partial(self._body, main, scenario))
        # generators and finalizers that are unwound in mid-air have nobody to tell
        unraisable, sys.unraisablehook = sys.unraisablehook, lambda _: None
        try:
            main.greenlet.switch()
            self._abandon()
        finally:
            sys.unraisablehook = unraisable
        assert self.outcome is not None  # noqa: S101  _body and stop leave one
        return self.outcome

    def spawn(self, body: Callable[[], object], name: str, *, daemon: bool) -> VThread:
        """A new thread, runnable from now on; the caller goes on first."""
        me = self.current
        number = len(self.threads)
        me.children += 1
        for thread in self.threads:
            thread.clock.append(0)
        clock = list(me.clock)
        clock[number] = 1
        me.clock[me.number] += 1
        child = VThread(number, name, daemon, hash((me.signature, me.children)), clock)
        child.greenlet = CREW.take(self._hub, partial(self._body, child, body))
        child.process = me.process
        self.threads.append(child)
        self.live.append(child)
        self.multi = True
        return child

    def _body(self, me: VThread, body: Callable[[], object]) -> greenlet:
        """Run a thread; returns the greenlet that goes on when it has ended."""
        following = self._run_to_its_end(me, body)
        me.greenlet = None
        if following is None:
            return self._hub
        self.current = following
        return following.greenlet  # type: ignore[no-any-return]

    def _run_to_its_end(self, me: VThread, body: Callable[[], object]) -> VThread | None:
        """Returns the thread that goes on; None if the execution is over."""
        try:
            body()
        except (Abandon, Unsupported):
            return None
        except BaseException as error:  # noqa: BLE001  whatever leaves a thread is a finding
            if self._daemons_go_on(me):
                self.outcome = self.outcome or Outcome("failed", error, me.name)
            if not self.lingering:
                return None
        if self.aborting or not self._daemons_go_on(me):
            return None
        me.done = True
        self.note("finish", None)
        self.live.remove(me)
        if all(thread.daemon for thread in self.live):
            self.outcome = self.outcome or Outcome("passed")
            return None
        try:
            return pick(self, me)
        except Abandon:
            return None

    def _daemons_go_on(self, me: VThread) -> bool:
        """Let daemons work while the last other thread ends: what they do then may race with what it did."""
        others = [thread for thread in self.live if thread is not me]
        if others and not self.aborting and all(thread.daemon for thread in others):
            try:
                self.point()
            except Abandon:
                return False
        return True

    def stop(self, kind: str, error: BaseException | None = None) -> None:
        """End the execution here and now, from whichever thread runs.

        Raises:
            Abandon: always, to unwind the calling thread.
        """
        self._over(kind, error)
        raise Abandon

    def outside(self, what: str) -> None:
        """The program asked for ``what``, which this world does not have.

        Raises:
            Unsupported: always.
        """
        error = Unsupported(what)
        self._over("unsupported", error)
        raise error

    def _over(self, kind: str, error: BaseException | None) -> None:
        if self.outcome is None:
            self.outcome = Outcome(kind, error, self.current.name)
        self.aborting = True

    def unwind(self) -> None:
        """Leave the running thread of an execution that is over.

        A thread that catches even that, again and again, is left where it stands.

        Raises:
            Abandon: nearly always.
        """
        self.unwound += 1
        if self.unwound > _UNWINDS:
            self._hub.switch()
        raise Abandon

    def _abandon(self) -> None:
        """Unwind every thread that has not ended."""
        self.aborting = True
        for thread in self.threads:
            worker, self.current, self.unwound = thread.greenlet, thread, 0
            if worker is None:
                continue
            if worker.task is not None:  # it has not begun
                CREW.give_back(worker)
            else:
                worker.throw(Abandon)
                if thread.greenlet is not None:
                    self._stubborn.append(worker)
            thread.greenlet = None

    # -- switch points

    def point(self, want: Awaitable | None = None, deadline: float | None = None) -> bool:
        """Stop in front of a visible operation; return when this thread is to execute it.

        Returns:
            True if ``want`` is free, False if the timer fired instead.
        """
        me = self.current
        if self.aborting:
            self.unwind()
        if self.showing:  # a value, by its ``__repr__``, which may take locks and is no part of the program
            return True
        self.steps += 1
        me.steps += 1
        if self.steps > self.step_limit:
            self._overrun()
        me.want = want
        me.deadline = None if deadline is None or deadline > self.now + FOREVER else deadline
        following = pick(self, me)
        if following is not me:
            self.go_on(following)
        me.want = me.deadline = None
        if me.fired:
            me.fired = False
            me.polls += 1
            return False
        return True

    def go_on(self, following: VThread | None = None) -> None:
        """Let ``following``, or whoever is next, run until it is this thread's turn again."""
        self.current = following = following or pick(self, self.current)
        following.greenlet.switch()
        if self.aborting:
            self.unwind()

    def _overrun(self) -> None:
        """Past the step limit the rest runs under a fair chooser; what even then never ends is a livelock."""
        if self.steps > 10 * self.step_limit:
            self.stop("livelock")
        if not self.overran:
            self.overran = True
            self.chooser = Fair()
