"""The parts of a world: threads, what they wait for, the options of a decision, how an execution ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from greenlet import GreenletExit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from grader.explore.world import World


class Abandon(GreenletExit):
    """Unwinds the threads of an execution that is over."""


class Unsupported(BaseException):
    """The program uses something outside of the world; the verdict is ``inconclusive``."""


class Diverged(Exception):
    """A schedule does not fit the program: it has changed, or is not deterministic."""


class Awaitable(Protocol):
    """What a blocked thread waits for."""

    def free(self, thread: VThread) -> bool:
        """Whether ``thread`` could go on now."""


class Never:
    """Only the clock ends this wait."""

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Never."""
        return False


@dataclass(eq=False, slots=True)
class Changed:
    """Ends when another thread has written anything since; what a spinning thread really waits for."""

    world: World
    writes: int

    def free(self, thread: VThread) -> bool:
        """Whether anybody else has written."""
        return self.world.writes - thread.writes != self.writes


@dataclass(frozen=True, slots=True)
class Turn:
    """What a thread had done when it last came to the head of a loop, and the loop's local state."""

    frame: FrameType  # kept, so that no later frame can be taken for it
    now: float
    others: int
    writes: int
    data_writes: int
    polls: int
    clock_reads: int
    state: tuple[object, ...]
    turns: int
    idle: int


@dataclass(eq=False, slots=True)
class VThread:
    """A thread of the program. ``number`` counts them in order of creation; 0 is the main thread."""

    number: int
    name: str
    daemon: bool
    signature: int
    clock: list[int]
    greenlet: Any = None
    done: bool = False
    want: Awaitable | None = None
    deadline: float | None = None
    fired: bool = False
    children: int = 0
    writes: int = 0
    data_writes: int = 0
    polls: int = 0
    steps: int = 0
    clock_reads: int = 0
    spins: int = 0
    behind: set[VThread] = field(default_factory=set)
    loops: dict[int, Turn] = field(default_factory=dict)
    locals: dict[int, dict[str, Any]] = field(default_factory=dict)
    process: Any = None

    @property
    def frame(self) -> FrameType | None:
        """Where it stands, if it has begun, has not ended, and is not the one that runs."""
        if self.greenlet is None or self.greenlet.task is not None:
            return None
        frame: FrameType | None = self.greenlet.gr_frame
        return frame

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether a thread that joins this one can go on."""
        return self.done


STEP, FIRES, DIES = range(3)
_KINDS = 3


class Option(NamedTuple):
    """What may come next, at what ``cost``.

    ``thread`` makes its ``STEP``, or its timer ``FIRES``, or its process ``DIES``.
    """

    thread: VThread
    kind: int
    cost: int

    @property
    def code(self) -> int:
        """The option as a number that means the same in every execution with this prefix."""
        return self.thread.number * _KINDS + self.kind


class Chooser(Protocol):
    """A search strategy, as the world sees it."""

    def choose(self, world: World, options: Sequence[Option]) -> Option:
        """One of ``options``; the first is the one that needs no switch.

        May call ``world.stop("pruned")`` instead of returning.
        """


@dataclass(eq=False, slots=True)
class Location:
    """The accesses to one attribute, item or variable that the next one may race with."""

    write_thread: int = 0
    write_clock: int = 0
    write_site: int = -1
    write_signature: int = 0
    reads: dict[int, tuple[int, int]] = field(default_factory=dict)
    sites: frozenset[int] = frozenset()
    changed: bool = False

    def unordered(self, me: VThread, *, write: bool) -> list[tuple[int, int, bool]]:
        """Earlier accesses that conflict with this one, and that no clock orders before it.

        Each by its site, its thread, and whether it wrote.

        One last write and one last read per thread are enough to find the first race (FastTrack,
        Flanagan and Freund 2009).
        """
        clock, number = me.clock, me.number
        found: list[tuple[int, int, bool]] = []
        if self.write_clock > clock[self.write_thread] and self.write_thread != number:
            found.append((self.write_site, self.write_thread, True))
        if write:
            for reader, (when, where) in self.reads.items():
                if when > clock[reader] and reader != number:
                    found.append((where, reader, False))
        return found

    def written(self, me: VThread, site: int) -> None:
        """Note a write by ``me``."""
        self.reads.clear()
        self.write_thread = me.number
        self.write_clock = me.clock[me.number]
        self.write_site = site
        self.write_signature = me.signature

    def changing(self, site: int, *, write: bool) -> frozenset[int]:
        """The sites of all accesses so far, ``site`` with them, if one has written since threads run."""
        self.changed |= write
        self.sites |= {site}
        return self.sites if self.changed else frozenset()


TICK = 1e-6  # what a sleep or a timed wait takes at least
FOREVER = 365 * 86_400  # a timer beyond it, such as one of TIMEOUT_MAX seconds, never fires
LIBRARY_SITES = 200_000  # from here on a site is no place in the source of the program


class Access(NamedTuple):
    """Who read or wrote, and where."""

    thread: str
    site: int
    write: bool


Unordered = tuple[Access, Access]


@dataclass(slots=True)
class Outcome:
    """How an execution ended.

    ``kind``: passed, pruned, failed (an exception left the scenario or a thread), unordered (two accesses
    that nothing orders, where that alone is a fault), deadlock, livelock, leaked, unsupported, witnessed.
    ``ended`` are the threads that an exception had ended before.
    """

    kind: str
    error: BaseException | None = None
    thread: str = ""
    waits: tuple[tuple[VThread, Awaitable | None], ...] = ()
    ended: tuple[tuple[str, BaseException], ...] = ()
    unordered: Unordered | None = None


class Recorder(Protocol):
    """Takes down what happens, for the one execution that is shown."""

    def event(self, world: Any, operation: str, target: object, site: int | None) -> Any:
        """Note a step; returns what ``value`` is told later."""

    def unordered(self, pair: Unordered) -> None:
        """Note two accesses that conflict and that nothing orders."""

    def stuck(self, world: World, blocked: Sequence[tuple[VThread, Awaitable | None]]) -> None:
        """Note who waits for what when nobody can go on."""


def order(me: VThread, clock: list[int]) -> None:
    """What ``clock`` knows of happens before what ``me`` does now."""
    for number, when in enumerate(clock):
        me.clock[number] = max(me.clock[number], when)


def is_known(me: VThread, clock: list[int]) -> bool:
    """Whether all that ``clock`` knows of happens before what ``me`` does now."""
    return all(when <= me.clock[number] for number, when in enumerate(clock))
