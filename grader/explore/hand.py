"""An execution that a person steps by hand: follows the choices made, and stops where one is missing.

What nobody would want to choose goes on by itself: the library's own steps while a thread is started,
begins, or is joined. A schedule played so is a schedule like any other, and can be replayed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.explore.parts import DIES, FIRES, STEP, Diverged, Never, Option, VThread
from grader.explore.scenario import together
from grader.explore.strategies import Uniform

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from grader.explore.record import Blocked, Recording
    from grader.explore.world import World

_BY_ITSELF = ("Thread.start", "Thread.join", "Thread._bootstrap", "Thread._delete", "_DeleteDummy")
_LOOKS = 80
KINDS = {STEP: "step", FIRES: "fires", DIES: "dies"}


@dataclass(frozen=True)
class Place:
    """Where a thread stands; ``state`` as in ``protocol.Standing``."""

    thread: VThread
    state: str
    path: str = ""
    line: int = 0
    blocked: Blocked | None = None


@dataclass
class Hand:
    """The chooser: ``made`` are the codes that a person chose, in order."""

    made: Sequence[int]
    recording: Recording
    departures: list[tuple[int, int]] = field(default_factory=list)
    used: int = 0
    options: tuple[Option, ...] = ()
    places: tuple[Place, ...] = ()

    def choose(self, world: World, options: Sequence[Option]) -> Option:
        """What was chosen here; stops the execution where nothing was."""
        option = self._by_itself(world, options)
        if option is None:
            if self.used == len(self.made):
                self.options = tuple(options)
                self.places = tuple(self._place(world, thread) for thread in world.threads)
                world.stop("paused")
            code = self.made[self.used]
            self.used += 1
            option = next((one for one in options if one.code == code), None)
            if option is None:
                raise Diverged(f"choice {self.used} cannot be made here")
        if option is not options[0]:
            self.departures.append((world.decisions, option.code))
        return option

    def _by_itself(self, world: World, options: Sequence[Option]) -> Option | None:
        """The first step of which nobody would care when it is made."""
        for option in options:
            if option.kind == STEP:
                here = sys._getframe() if option.thread is world.current else None
                frame, label = self.recording.stand(option.thread, here)
                if label.startswith(_BY_ITSELF) or _only_waits(here or option.thread.frame):
                    return option
                if not label and frame is None and _is_new(world, option.thread):
                    return option
        return None

    def _place(self, world: World, thread: VThread) -> Place:
        if thread.done:
            return Place(thread, "ended")
        if _is_new(world, thread):
            return Place(thread, "new")
        frame = self.recording.stand(thread, sys._getframe() if thread is world.current else None)[0]
        path, line = ("", 0) if frame is None else (frame.f_code.co_filename, frame.f_lineno)
        want = thread.want
        if want is None or want.free(thread):
            return Place(thread, "ready", path, line)
        if isinstance(want, Never):
            return Place(thread, "sleeps", path, line)
        before = len(self.recording.blocked)
        self.recording.stuck(world, [(thread, want)])
        blocked = self.recording.blocked.pop()
        assert len(self.recording.blocked) == before  # noqa: S101  nobody is stuck here
        return Place(thread, "waits", path, line, blocked)


def _is_new(world: World, thread: VThread) -> bool:
    """Whether nothing of the thread has run."""
    return thread is not world.current and thread.steps == 0 and thread.frame is None


def _only_waits(frame: FrameType | None) -> bool:
    """Whether all that is left for the thread is to start and to join those of ``together``."""
    while frame is not None:
        if frame.f_code is together.__code__:
            return True
        if frame.f_globals.get("__name__") in {"attempt", "suite"}:
            return False
        frame = frame.f_back
    return False


def find_shared(world: World, scenario: Callable[[], object]) -> None:
    """Make visible every access to something that a thread changes: a person wants to stop in front of it."""
    world.promoted, world.release_points, world.all_changes = set(), True, True
    for seed in range(_LOOKS):
        world.run(scenario, Uniform(seed))
        world.promoted |= {site for pair in world.races for site in pair}
