"""A virtual ``_queue``: ``SimpleQueue`` is C in CPython, and one call of it one step."""

from __future__ import annotations

import types
from collections import deque
from typing import TYPE_CHECKING, Any

from grader.explore.parts import order

if TYPE_CHECKING:
    from grader.explore.parts import VThread
    from grader.explore.world import World


class Empty(Exception):
    """``queue.Empty``."""


class SimpleQueue:
    """``queue.SimpleQueue``: in CPython one call of it is one step, so it is here."""

    world: World

    __slots__ = ("__weakref__", "_clock", "_items", "_signature")

    def __init__(self) -> None:
        self._items: deque[Any] = deque()
        self._signature = 0
        self._clock: list[int] = []

    __class_getitem__: Any = classmethod(types.GenericAlias)

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether there is something to get."""
        return bool(self._items)

    def _step(self, operation: str, *, change: bool = True) -> None:
        """Order this step after all that was put, and all that comes after this step."""
        world = self.world
        me = world.current
        if world.multi:
            order(me, self._clock)
        me.signature = hash((me.signature, operation, self._signature))
        if change:
            self._signature = me.signature
            self._clock = list(me.clock)
            me.clock[me.number] += 1
            world.wrote()
        world.note(operation, self)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: ARG002, FBT001, FBT002
        """As ``queue.SimpleQueue.put``: never blocks."""
        if self.world.aborting:
            return
        self.world.point()
        self._items.append(item)
        self._step("put")

    def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002
        """As ``queue.SimpleQueue.get``."""
        world = self.world
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if block and timeout != 0:
            deadline = None if timeout is None else world.now + timeout
            got = world.point(self, deadline)
        else:
            world.point()
            got = bool(self._items)
        if not got:
            world.current.polls += 1
            self._step("empty", change=False)
            raise Empty
        item = self._items.popleft()
        self._step("get")
        return item

    def put_nowait(self, item: Any) -> None:
        """As ``queue.SimpleQueue.put_nowait``."""
        self.put(item)

    def get_nowait(self) -> Any:
        """As ``queue.SimpleQueue.get_nowait``."""
        return self.get(block=False)

    def empty(self) -> bool:
        """As ``queue.SimpleQueue.empty``."""
        return not self.qsize()

    def qsize(self) -> int:
        """As ``queue.SimpleQueue.qsize``."""
        self.world.point()
        self._step("look", change=False)
        return len(self._items)


def make_queue_module(world: World) -> types.ModuleType:
    """The module ``_queue`` of ``world``."""
    module = types.ModuleType("_queue")
    Empty.__module__ = "_queue"
    queue = type("SimpleQueue", (SimpleQueue,), {"world": world, "__module__": "_queue", "__slots__": ()})
    module.__dict__.update(Empty=Empty, SimpleQueue=queue)
    return module
