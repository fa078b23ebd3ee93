"""A virtual ``_multiprocessing``: the one primitive under every lock and semaphore between processes."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

from grader.explore.parts import order

if TYPE_CHECKING:
    from grader.explore.parts import VThread
    from grader.explore.processes.system import System
    from grader.explore.world import World

_RECURSIVE = 0
_MOST = 2_147_483_647


class Semaphore:
    """A semaphore that processes share; ``holder`` is who took it last, where it is a lock."""

    __slots__ = ("clock", "holder", "most", "signature", "value")

    def __init__(self, value: int, most: int) -> None:
        self.value = value
        self.most = most
        self.signature = 0
        self.clock: list[int] = []
        self.holder: VThread | None = None

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether it can be taken."""
        return self.value > 0


class SemLock:
    """``_multiprocessing.SemLock``: one process's handle of a semaphore."""

    world: World
    system: System
    SEM_VALUE_MAX = _MOST

    def __init__(self, kind: int, value: int, maxvalue: int, name: str, unlink: bool = True) -> None:  # noqa: FBT001, FBT002, ARG002  as in C
        self.kind = kind
        self.maxvalue = maxvalue
        self.name = None
        self.handle = self.system.number()
        self._semaphore = Semaphore(value, maxvalue)
        self.system.shared[self.handle] = self._semaphore
        self._taken = 0
        self._owner: VThread | None = None

    @classmethod
    def _rebuild(cls, handle: int, kind: int, maxvalue: int, _name: str | None) -> SemLock:
        self = cls.__new__(cls)
        self.kind, self.maxvalue, self.name, self.handle = kind, maxvalue, None, handle
        self._semaphore = self.system.shared[handle]
        self._taken = 0
        self._owner = None
        return self

    def _is_mine(self) -> bool:
        return self._taken > 0 and self._owner is self.world.current

    def _count(self) -> int:
        return self._taken

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:  # noqa: FBT001, FBT002
        """As ``multiprocessing.Lock.acquire``."""
        world, semaphore = self.world, self._semaphore
        me = world.current
        if world.aborting:
            world.unwind()
        if self.kind == _RECURSIVE and self._is_mine():
            self._taken += 1
            return True
        if block and (timeout is None or timeout > 0):
            world.tries_seen |= timeout is not None
            deadline = None if timeout is None else world.now + timeout
            if not world.point(semaphore, deadline):
                world.note("time-out", self)
                return False
        else:
            world.tries_seen = True
            world.point()
            if semaphore.value == 0:
                me.polls += 1
                me.signature = hash((me.signature, "try", semaphore.signature))
                world.note("try", self)
                return False
        semaphore.value -= 1
        semaphore.holder = self._owner = me
        self._taken += 1
        order(me, semaphore.clock)
        me.signature = semaphore.signature = hash((me.signature, "take", semaphore.signature))
        world.wrote()
        world.note("acquire", self)
        return True

    def release(self) -> None:
        """As ``multiprocessing.Lock.release``."""
        world, semaphore = self.world, self._semaphore
        if world.aborting:
            return
        if self.kind == _RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._taken > 1:
                self._taken -= 1
                return
        if world.release_points and world.multi:
            world.point()
        me = world.current
        if semaphore.value >= semaphore.most:
            me.signature = hash((me.signature, "look", semaphore.signature))
            raise ValueError("semaphore or lock released too many times")
        semaphore.value += 1
        semaphore.holder = None
        self._taken -= 1
        order(me, semaphore.clock)
        semaphore.clock = list(me.clock)
        me.clock[me.number] += 1
        me.signature = semaphore.signature = hash((me.signature, "give", semaphore.signature))
        world.wrote()
        world.note("release", self)

    def _look(self) -> int:
        world = self.world
        world.tries_seen = True
        world.point()
        me = world.current
        order(me, self._semaphore.clock)
        me.signature = hash((me.signature, "look", self._semaphore.signature))
        return self._semaphore.value

    def _get_value(self) -> int:
        return self._look()

    def _is_zero(self) -> bool:
        return self._look() == 0

    def _after_fork(self) -> None:
        self._taken = 0

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


def make_semaphore_module(world: World, system: System) -> types.ModuleType:
    """The module ``_multiprocessing`` of ``world``."""
    module = types.ModuleType("_multiprocessing")
    members: dict[str, Any] = {"world": world, "system": system, "__module__": "_multiprocessing"}
    lock = type("SemLock", (SemLock,), members)
    module.__dict__.update(SemLock=lock, sem_unlink=lambda _name: None, flags={})
    return module
