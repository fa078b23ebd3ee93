"""Locks of the world: who has one, who waits for it, and what taking it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.explore.parts import TICK, is_known, order
from grader.explore.world import MAIN_IDENT

if TYPE_CHECKING:
    from grader.explore.parts import VThread
    from grader.explore.world import World

TIMEOUT_MAX = 9_223_372_036.0  # CPython's, where a C long has 64 bits


def _check_timeout(blocking: bool, timeout: float) -> float | None:  # noqa: FBT001  as in ``_thread``
    """The time-out in seconds, or None to wait for ever; errors as CPython's."""
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return None if timeout == -1 else timeout


class Mutex:
    """What a lock and a re-entrant lock share: who has it, and what taking it makes known.

    A release is no switch point of its own: nobody can tell whether it came a step later, except by
    trying to take the lock without waiting for it (``tries_matter``).
    """

    world: World
    tries_matter = True
    has_line = True

    __slots__ = ("__weakref__", "clock", "count", "holder", "line", "signature")

    def __init__(self) -> None:
        self.holder: VThread | None = None
        self.count = 0
        self.signature = 0
        self.clock: list[int] = []
        self.line: list[VThread] = []

    def __hash__(self) -> int:
        return self.world.objects.ident(self)

    def __repr__(self) -> str:
        state = "unlocked" if self.holder is None else "locked"
        address = self.world.objects.ident(self)
        return f"<{state} _thread.{type(self).__name__} object{self._owner()} at {address:#x}>"

    def _owner(self) -> str:
        return ""

    def __reduce__(self) -> str:
        raise TypeError(f"cannot pickle '_thread.{type(self).__name__}' object")

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether nobody has it."""
        return self.holder is None

    def _take(self, blocking: bool, timeout: float, count: int = 1) -> bool:  # noqa: FBT001
        world = self.world
        me = world.current
        if world.aborting:
            world.unwind()
        if world.showing:
            return True
        seconds = _check_timeout(blocking, timeout)
        if not world.multi and self.holder is None:
            pass
        elif blocking and seconds != 0:
            if seconds is not None:
                world.tries_seen |= self.tries_matter
            deadline = None if seconds is None else world.now + max(seconds, TICK)
            got = self._in_turn(deadline) if world.fifo and self.has_line else world.point(self, deadline)
            if not got:
                world.note("time-out", self)
                return False
        else:
            world.tries_seen |= self.tries_matter
            world.point()
            if self.holder is not None or self.line:
                me.polls += 1
                me.signature = hash((me.signature, "try", self.signature))
                world.note("try", self)
                return False
        self.holder = me
        self.count = count
        if world.multi:
            if world.recorder is not None:
                world.came_by_chance = not is_known(me, self.clock)
            order(me, self.clock)
        me.signature = self.signature = hash((me.signature, "take", self.signature))
        world.locked()
        world.note("acquire", self)
        return True

    def _in_turn(self, deadline: float | None) -> bool:
        """Stand in line; whether this thread's turn came before its timer fired.

        Who comes to the lock stands in its line at once: no other can pass in front of it.
        """
        world = self.world
        me = world.current
        if me not in self.line:
            self.line.append(me)
            me.signature = self.signature = hash((me.signature, "line", self.signature))
        came = world.point(InLine(self), deadline)
        self.line.remove(me)
        if not came:
            me.signature = self.signature = hash((me.signature, "leave", self.signature))
        return came

    def _before_release(self) -> None:
        world = self.world
        if world.release_points and world.multi:
            world.point()

    def _give(self) -> None:
        world = self.world
        me = world.current
        changed = world.locked if self.holder is me else world.wrote
        self.holder = None
        self.count = 0
        if world.multi:
            self.clock = list(me.clock)
            me.clock[me.number] += 1
        me.signature = self.signature = hash((me.signature, "give", self.signature))
        changed()
        world.note("release", self)

    def _seen(self) -> None:
        """A look at the state, without taking it."""
        world = self.world
        world.tries_seen = True
        world.point()
        me = world.current
        me.signature = hash((me.signature, "look", self.signature))

    def _at_fork_reinit(self) -> None:
        self.holder = None
        self.count = 0


@dataclass(frozen=True, eq=False, slots=True)
class InLine:
    """The wait of a thread that stands in the line of a lock."""

    mutex: Mutex

    def free(self, thread: VThread) -> bool:
        """Whether it is this thread's turn."""
        return self.mutex.holder is None and self.mutex.line[0] is thread


class Lock(Mutex):
    """``_thread.lock``."""

    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002
        """As ``threading.Lock.acquire``."""
        return self._take(blocking, timeout)

    def release(self) -> None:
        """As ``threading.Lock.release``: any thread may."""
        world = self.world
        if world.aborting or world.showing:
            return
        me = world.current
        if self.holder is not me:  # when it comes matters then, and perhaps it fails
            world.tries_seen |= self.tries_matter
        self._before_release()
        if self.holder is None:
            me.signature = hash((me.signature, "look", self.signature))
            raise RuntimeError("release unlocked lock")
        self._give()

    def locked(self) -> bool:
        """As ``threading.Lock.locked``."""
        self._seen()
        return self.holder is not None

    def __enter__(self) -> bool:
        return self._take(blocking=True, timeout=-1)

    def __exit__(self, *_: object) -> None:
        self.release()

    def _is_owned(self) -> bool:
        """What ``Condition`` asks of its lock; CPython's finds out by trying."""
        return self.holder is not None

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked


class Waiter(Lock):
    """The lock on which one call of ``Condition.wait`` blocks: born taken, given back by ``notify``.

    ``notify`` gives it back while it holds the condition's own lock, whose taking is a switch point.
    """

    tries_matter = has_line = False
    __slots__ = ("owner",)

    def __init__(self) -> None:
        super().__init__()
        self.owner: VThread | None = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002
        """The first call is the maker's own, and nobody else can see it."""
        if self.owner is None:
            self.owner = self.holder = self.world.current
            self.count = 1
            return True
        return self._take(blocking, timeout)


class RLock(Mutex):
    """``_thread.RLock``."""

    __slots__ = ()

    def _owner(self) -> str:
        return f" owner={0 if self.holder is None else MAIN_IDENT + self.holder.number} count={self.count}"

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002
        """As ``threading.RLock.acquire``."""
        if self.holder is not None and self.holder is self.world.current and not self.world.showing:
            _check_timeout(blocking, timeout)
            self.count += 1
            return True
        return self._take(blocking, timeout)

    def release(self) -> None:
        """As ``threading.RLock.release``: only the holder may."""
        world = self.world
        if world.aborting or world.showing:
            return
        if self.holder is not world.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self.count > 1:
            self.count -= 1
        else:
            self._before_release()
            self._give()

    def locked(self) -> bool:
        """As ``threading.RLock.locked`` (Python 3.14)."""
        self._seen()
        return self.holder is not None

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _is_owned(self) -> bool:
        return self.holder is self.world.current

    def _recursion_count(self) -> int:
        return self.count if self._is_owned() else 0

    def _release_save(self) -> tuple[int, object]:
        if self.world.aborting:
            return (1, None)
        if self.holder is None:
            raise RuntimeError("cannot release un-acquired lock")
        state = (self.count, self.holder)
        self._before_release()
        self._give()
        return state

    def _acquire_restore(self, state: tuple[int, object]) -> None:
        self._take(blocking=True, timeout=-1, count=state[0])
